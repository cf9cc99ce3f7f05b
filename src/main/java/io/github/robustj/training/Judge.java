package io.github.robustj.training;

import io.github.robustj.tensor.Tensor;

/**
 * What counts as wrong in a batch: a quality below the threshold. NaN, where there is nothing to
 * judge, is not.
 */
record Judge(ToQuality quality, Tensor targets, float threshold) {

  boolean[] wrong(Tensor outputs) {
    float[] q = quality.of(outputs, targets);
    boolean[] wrong = new boolean[q.length];
    for (int i = 0; i < wrong.length; i++) wrong[i] = q[i] < threshold;
    return wrong;
  }
}
