package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * A weighted supervised term of a training loss: {@code sum_i weights[i] * loss(f(images[i]),
 * targets[i])}. A training method is a list of such terms.
 */
public record LossTerm(Tensor images, Tensor targets, float[] weights) {

  public LossTerm {
    if (images.samples() != targets.samples() || images.samples() != weights.length)
      throw new IllegalArgumentException(
          images.samples()
              + " images, "
              + targets.samples()
              + " targets and "
              + weights.length
              + " weights");
  }

  /**
   * Every sample with the weight {@code share / samples}, so that the term is {@code share} times
   * the mean loss.
   */
  public static LossTerm mean(Tensor images, Tensor targets, double share) {
    float[] weights = new float[images.samples()];
    Arrays.fill(weights, (float) (share / weights.length));
    return new LossTerm(images, targets, weights);
  }
}
