package io.github.robustj.attack;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;

/** Sees every image batch that a gradient attack visits, with what the model made of it. */
@FunctionalInterface
public interface IterateListener {

  /**
   * @param t steps done so far: 0 for the start, the number of steps for the last
   * @param iterate the images, valid during the call only: the attack goes on in the same array
   * @param at objective, gradient and logits at the iterate
   */
  void visited(int t, Tensor iterate, LossAndGradient at);
}
