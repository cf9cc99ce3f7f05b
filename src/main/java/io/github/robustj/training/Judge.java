package io.github.robustj.training;

import io.github.robustj.tensor.Tensor;

/**
 * What counts as wrong in a batch: a quality below its threshold. NaN, where there is nothing to
 * judge, is not.
 */
record Judge(ToQuality quality, Tensor targets, float... thresholds) {

  boolean[] wrong(Tensor outputs) {
    float[] q = quality.of(outputs, targets);
    boolean[] wrong = new boolean[targets.samples()];
    int parts = q.length / wrong.length;
    for (int i = 0; i < q.length; i++) wrong[i / parts] |= q[i] < thresholds[i % thresholds.length];
    return wrong;
  }
}
