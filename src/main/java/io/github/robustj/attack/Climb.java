package io.github.robustj.attack;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/** Where an adaptive attack stands and the best place it has seen, per sample. */
final class Climb {

  /** Where it stands. */
  final Tensor images;

  /** The tracked value there. */
  float[] value;

  /** The gradient there; a private copy. */
  Tensor gradient;

  /** The place of the highest tracked value. */
  final Tensor best;

  final float[] bestValue;
  private final Tensor bestGradient;

  /**
   * @param start kept, and changed by whoever climbs
   */
  Climb(Tensor start) {
    images = start;
    best = start.copy();
    bestValue = new float[start.samples()];
    bestGradient = Tensor.zeros(start.shape());
    Arrays.fill(bestValue, Float.NEGATIVE_INFINITY);
  }

  /** Asks the model about the present images and offers them as a result. */
  void evaluate(Objective.Differentiable objective, Strongest strongest) {
    LossAndGradient at = objective.lossAndGradient(images);
    strongest.offer(images, objective.harm(at));
    value = objective.tracked(at).clone();
    gradient = at.gradient().copy();
    for (int i = 0; i < value.length; i++)
      if (value[i] > bestValue[i]) {
        bestValue[i] = value[i];
        best.setSample(i, images, i);
        bestGradient.setSample(i, gradient, i);
      }
  }

  /** Goes back to the best place of a sample. */
  void restart(int sample) {
    images.setSample(sample, best, sample);
    gradient.setSample(sample, bestGradient, sample);
  }
}
