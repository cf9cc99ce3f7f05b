package io.github.robustj.job;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingTraining;
import io.github.robustj.model.TrainableModel;

/**
 * A network in training that takes images up to a size: what is asked of it, such as by a
 * validation on whole images, goes through tiles; patches of a training are no larger.
 */
final class LimitedTraining extends ForwardingTraining {

  /**
   * @param limited the same network in tiles
   */
  LimitedTraining(TrainableModel training, DifferentiableModel limited) {
    super(training, limited);
  }
}
