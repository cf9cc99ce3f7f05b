package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;

/** A model that can say how its loss changes with the image: what a white-box attack needs. */
public interface DifferentiableModel extends Model {

  /**
   * Loss per sample, its gradient with respect to that sample's image, and the logits, in one pass.
   *
   * @param images {@code [sample, y, x, channel]}
   * @param targets what the task encodes, see {@link Loss}
   */
  LossAndGradient loss(Tensor images, Tensor targets);
}
