package io.github.robustj.training;

import io.github.robustj.tensor.Tensor;

/** What a network's logits say as probabilities, see {@link io.github.robustj.model.LossTerm}. */
@FunctionalInterface
public interface ToProbabilities {

  /**
   * @param outputs logits {@code [sample, y, x, output channel]}
   * @param targets of the same samples
   * @return probabilities of the same samples and places, or {@code [sample, y, x, landmark]} of
   *     heat maps, NaN where these do not count, in an array of their own
   */
  Tensor of(Tensor outputs, Tensor targets);
}
