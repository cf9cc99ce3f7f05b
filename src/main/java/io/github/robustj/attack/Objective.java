package io.github.robustj.attack;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;

/** What an attack maximises: one number per image. */
public interface Objective {

  /** The values for the images {@code [sample, y, x, channel]}. */
  float[] loss(Tensor images);

  /**
   * An objective whose gradient with respect to the images is known: what a white-box attack needs.
   */
  interface Differentiable extends Objective {

    LossAndGradient lossAndGradient(Tensor images);

    @Override
    default float[] loss(Tensor images) {
      return lossAndGradient(images).loss();
    }
  }
}
