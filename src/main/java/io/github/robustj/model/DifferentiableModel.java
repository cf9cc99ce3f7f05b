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

  /**
   * Whether the outputs of a {@link #loss} of these images are what {@link #predict} gives; not
   * where a loss is the mean over other tiles than those that a prediction is blended from. What
   * judges an image by outputs takes those of a prediction then.
   */
  default boolean lossSeesPrediction(Tensor images) {
    return true;
  }

  /**
   * The gradient, with respect to each image, of the sum of its logits times given weights, one
   * vector-Jacobian product: what an objective that is a formula of the logits needs beside {@link
   * #predict}. Since the network runs once more before its gradient does, such an objective costs a
   * forward pass more than {@link #loss}.
   *
   * @param images {@code [sample, y, x, channel]}
   * @param weights in the shape of the logits of these images
   */
  Tensor pullback(Tensor images, Tensor weights);

  /**
   * Another model that is asked in the course of the same work: who is asked before every call of
   * this one is asked before those of the other, too.
   */
  default DifferentiableModel alongside(DifferentiableModel other) {
    return other;
  }

  /**
   * How far each sample's output is from a reference, the gradient of that with respect to the
   * sample's image, and the logits, in one pass: the mean over pixels of {@code
   * KL(softmax(reference) || softmax(f(images)))}, or, of landmarks, the mean over the heat maps of
   * the KL of their softmax over space. The reference is a constant. At an image whose logits are
   * the reference the divergence is smallest, and its gradient is zero.
   *
   * @param images {@code [sample, y, x, channel]}
   * @param reference logits {@code [sample, y, x, output channel]}; pixels of which the first is
   *     NaN are left out, and of the heat maps of objects every cell and class that is
   */
  LossAndGradient divergence(Tensor images, Tensor reference);
}
