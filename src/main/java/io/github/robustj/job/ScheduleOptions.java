package io.github.robustj.job;

import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.option.Options;
import io.github.robustj.training.TrainingTable;

/**
 * How long and in which steps a network learns.
 *
 * @param epochs passes over the training slices
 * @param batch slices per step
 * @param optimizer kind, rate, momentum and clipping
 * @param seed of everything random
 * @param resume whether to go on from the last checkpoint in the output folder if there is one
 * @param overwrite whether a training begins anew in the place of an unfinished one (with resume:
 *     of one that it cannot go on from) and of files that are no model's
 */
public record ScheduleOptions(
    int epochs, int batch, OptimizerSpec optimizer, long seed, boolean resume, boolean overwrite) {

  static ScheduleOptions from(Options options) {
    return new ScheduleOptions(
        options.get(TrainingTable.EPOCHS),
        options.get(TrainingTable.BATCH),
        optimizer(options),
        options.get(TrainingTable.SEED),
        options.get(TrainingTable.RESUME),
        options.get(TrainingTable.OVERWRITE));
  }

  private static OptimizerSpec optimizer(Options options) {
    boolean sgd = options.get(TrainingTable.OPTIMIZER).equals("sgd");
    OptimizerSpec usual = sgd ? OptimizerSpec.sgd() : OptimizerSpec.adam();
    double rate = options.get(TrainingTable.LEARNING_RATE);
    return new OptimizerSpec(
        usual.kind(),
        rate > 0 ? rate : usual.learningRate(),
        sgd ? options.get(TrainingTable.MOMENTUM) : usual.momentum(),
        options.get(TrainingTable.GRADIENT_CLIP));
  }
}
