package io.github.robustj.job;

import java.util.Map;

/**
 * What kind of network learns which task.
 *
 * @param task {@code segmentation} or {@code landmark}
 * @param width features of the first level
 * @param depth down-samplings, 0 to follow the patch
 * @param deepSupervision whether the loss also looks at the coarser levels
 */
public record NetworkOptions(String task, int width, int depth, boolean deepSupervision) {

  static NetworkOptions from(Options options) {
    return new NetworkOptions(
        options.text("task"),
        options.integer("width"),
        options.integer("depth"),
        options.text("task").equals("segmentation") && options.flag("deep_supervision"));
  }

  void describe(Map<String, Object> into) {
    into.put("task", task);
    into.put("width", width);
    into.put("depth", depth);
    into.put("deep_supervision", deepSupervision);
  }
}
