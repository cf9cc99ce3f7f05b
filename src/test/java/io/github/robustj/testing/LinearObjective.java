package io.github.robustj.testing;

import io.github.robustj.attack.Objective;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;

/**
 * {@code w . x} per sample: the objective whose optimum over every ball is known.
 *
 * @param weights in the shape of the images
 */
public record LinearObjective(Tensor weights) implements Objective.Differentiable {

  @Override
  public LossAndGradient lossAndGradient(Tensor images) {
    float[] loss = new float[images.samples()];
    int n = images.sampleLength();
    for (int i = 0; i < loss.length; i++) {
      double sum = 0;
      for (int k = i * n; k < (i + 1) * n; k++)
        sum += (double) weights.data()[k] * images.data()[k];
      loss[i] = (float) sum;
    }
    return new LossAndGradient(loss, weights, images);
  }
}
