package io.github.robustj.training;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;

/**
 * What counts as wrong in a batch: a quality below its threshold. NaN, where there is nothing to
 * rule, is not.
 *
 * @param thresholds one for each number of a sample's quality, or one for all
 */
record QualityThresholds(ToQuality quality, Tensor targets, float... thresholds) {

  /**
   * @param outputs logits of some samples of the batch
   * @param samples which
   */
  boolean[] wrong(Tensor outputs, int[] samples) {
    float[] q = quality.of(outputs, targets.gather(samples));
    boolean[] wrong = new boolean[samples.length];
    int parts = q.length / wrong.length;
    if (thresholds.length != 1 && thresholds.length != parts)
      throw new RobustJException(
          "The checkpoint holds %d thresholds for %d numbers per slice; set the option overwrite to begin anew."
              .formatted(thresholds.length, parts));
    for (int i = 0; i < q.length; i++) wrong[i / parts] |= q[i] < thresholds[i % thresholds.length];
    return wrong;
  }
}
