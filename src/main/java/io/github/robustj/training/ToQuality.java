package io.github.robustj.training;

import io.github.robustj.tensor.Tensor;

/** How well each sample is solved, as {@link io.github.robustj.task.Task#quality} says it. */
@FunctionalInterface
public interface ToQuality {

  /**
   * One number per sample, higher is better; NaN where there is nothing to judge. Such a sample
   * counts as correct, and a threshold is learned without it. Or several numbers per sample, one
   * sample after another: each has a threshold of its own, and a sample is correct if all are.
   *
   * @param outputs logits {@code [sample, y, x, output channel]}
   * @param targets of the same samples
   */
  float[] of(Tensor outputs, Tensor targets);
}
