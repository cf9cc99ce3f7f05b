package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which images, which targets and which weights a training step minimises. One short file per
 * method.
 */
public interface TrainingMethod {

  /** The terms for one batch. Must not change the model. */
  List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random);

  /**
   * One step, or for methods that repeat a batch all of its steps.
   *
   * @return the loss before the step, the mean of the losses where there are several
   */
  default double step(
      Batch batch, TrainableModel model, RandomGenerator random, double learningRate) {
    return model.minimize(terms(batch, model, random), learningRate);
  }

  /**
   * @param epoch counted from 0
   */
  default void epochStarts(
      int epoch, DifferentiableModel model, TrainingData data, Runnable check) {}

  /** Instead of {@link #epochStarts}, where some of the epoch's steps were done earlier. */
  default void epochGoesOn(
      int epoch, DifferentiableModel model, TrainingData data, Runnable check) {
    epochStarts(epoch, model, data, check);
  }

  default void epochEnds(int epoch) {}

  /** Columns the method adds to the history of the epoch that has ended. */
  default Map<String, Double> report() {
    return Map.of();
  }

  /** The margin of every training sample; empty for methods without. */
  default float[] margins() {
    return new float[0];
  }

  /**
   * What must survive a crash, by name; {@link #restore} takes it back. It is asked for after
   * epochs, and between any two steps of long ones.
   */
  default Map<String, Tensor> state() {
    return Map.of();
  }

  /**
   * @throws IllegalArgumentException if no such method can have had the state; as far as it can be
   *     told without the data, the rest is found out when an epoch starts
   */
  default void restore(Map<String, Tensor> state) {}
}
