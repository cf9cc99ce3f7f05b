package io.github.robustj.training;

import io.github.robustj.tensor.Tensor;

/**
 * What counts as wrong in a batch: a quality below the threshold. NaN, where there is nothing to
 * judge, is not.
 */
record Judge(ToQuality quality, Tensor targets, float threshold) {

  /**
   * @param outputs logits of some samples of the batch
   * @param samples which
   */
  boolean[] wrong(Tensor outputs, int[] samples) {
    float[] q = quality.of(outputs, targets.gather(samples));
    boolean[] wrong = new boolean[q.length];
    for (int i = 0; i < wrong.length; i++) wrong[i] = q[i] < threshold;
    return wrong;
  }
}
