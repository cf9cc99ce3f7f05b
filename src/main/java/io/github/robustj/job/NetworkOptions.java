package io.github.robustj.job;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What kind of network learns which task.
 *
 * @param task {@code segmentation} or {@code landmark}
 * @param width features of the first level
 * @param depth down-samplings, 0 to follow the patch
 * @param deepSupervision whether the loss also looks at the coarser levels
 * @param startModel folder of a model to start from; empty for random weights
 */
public record NetworkOptions(
    String task, int width, int depth, boolean deepSupervision, Optional<Path> startModel) {

  static NetworkOptions from(Options options) {
    return new NetworkOptions(
        options.text("task"),
        options.integer("width"),
        options.integer("depth"),
        options.text("task").equals("segmentation") && options.flag("deep_supervision"),
        options.optionalPath("start_model"));
  }

  void describe(Map<String, Object> into) {
    into.put("task", task);
    into.put("width", width);
    into.put("depth", depth);
    into.put("deep_supervision", deepSupervision);
    into.put("start_model", startModel.map(Path::toString).orElse(""));
  }
}
