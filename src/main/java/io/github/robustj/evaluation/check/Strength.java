package io.github.robustj.evaluation.check;

import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/**
 * What an attack has made of the probe.
 *
 * @param images of each part
 * @param success of each slice, see {@link Part#success}
 */
record Strength(List<Tensor> images, double[] success) {

  /** Runs an attack on each part. */
  @FunctionalInterface
  interface Runner {
    Tensor run(Part part, PerturbationBall ball);
  }

  /** Mean over the slices. */
  double mean() {
    return Scores.mean(success);
  }
}
