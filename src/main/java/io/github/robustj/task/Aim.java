package io.github.robustj.task;

import io.github.robustj.tensor.Tensor;

/**
 * What a targeted attack is to make of an image, before it is known what the model sees in it: the
 * change follows from the truth, all else is to stay as the model sees it now.
 */
@FunctionalInterface
public interface Aim {

  /**
   * @param outputs of the model for the clean images
   */
  Aimed in(Tensor outputs);
}
