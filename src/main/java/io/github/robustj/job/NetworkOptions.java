package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What kind of network learns which task.
 *
 * @param task {@code segmentation}, {@code landmark} or {@code detection}
 * @param width features of the first level
 * @param depth down-samplings, 0 to follow the patch
 * @param deepSupervision whether the loss also looks at the coarser levels
 * @param startModel folder of a model to start from; empty for random weights
 */
public record NetworkOptions(
    String task, int width, int depth, boolean deepSupervision, Optional<Path> startModel) {

  static NetworkOptions from(Options options) {
    ModelTask task = ModelTask.in(options);
    int depth = options.get(TrainingTable.DEPTH);
    if (depth > 0 && depth < task.leastDepth())
      throw new RobustJException(
          "The option depth is %d but must be at least %d with task=%s, whose outputs are for %4$d x %4$d pixels each; leave it out or give more."
              .formatted(
                  depth, task.leastDepth(), options.get(MethodTable.TASK), 1 << task.leastDepth()));
    return new NetworkOptions(
        options.get(MethodTable.TASK),
        options.get(TrainingTable.WIDTH),
        depth,
        task.learnsFromLevels() && options.get(TrainingTable.DEEP_SUPERVISION),
        options.get(TrainingTable.START_MODEL));
  }
}
