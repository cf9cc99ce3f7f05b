package io.github.robustj.task.segmentation;

import io.github.robustj.task.ObjectiveType.Formula;
import io.github.robustj.task.ScaleFree;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How large the logits of a sample are: the root mean square of what they differ from the mean of
 * their pixel, over the pixels that have a target.
 */
final class LogitSizes {

  /**
   * That at which attacks on trained networks were strongest, see docs/strength.md: of three
   * classes, a pixel of this size has one logit 17 above the others.
   */
  static final double USUAL = 8;

  private LogitSizes() {}

  /** The objective of logits that were brought to the usual size. */
  static Formula scaleFree(Formula formula) {
    return (logits, targets, progress) ->
        ScaleFree.of(logits, groups(logits, targets), USUAL, z -> formula.of(z, targets, progress));
  }

  /**
   * The difference of logits ratio; of two classes, which have no third, the margin in units of the
   * sample's size.
   *
   * @param ratio of three classes or more
   */
  static Formula ratio(Formula ratio, Formula margin) {
    return (logits, targets, progress) ->
        logits.shape(3) > 2
            ? ratio.of(logits, targets, progress)
            : ScaleFree.of(
                logits, groups(logits, targets), 1, z -> margin.of(z, targets, progress));
  }

  private static List<ScaleFree.Group> groups(Tensor logits, Tensor targets) {
    List<ScaleFree.Group> groups = new ArrayList<>();
    for (int i = 0; i < logits.samples(); i++) groups.add(group(logits, targets, i));
    return groups;
  }

  private static ScaleFree.Group group(Tensor logits, Tensor targets, int sample) {
    int classes = logits.shape(3);
    int n = targets.sampleLength();
    int counted = 0;
    for (int k = sample * n; k < (sample + 1) * n; k++) if (targets.data()[k] >= 0) counted++;
    int[] at = new int[counted * classes];
    double[] deviation = new double[at.length];
    int j = 0;
    for (int k = sample * n; k < (sample + 1) * n; k++) {
      if (targets.data()[k] < 0) continue;
      double mean = 0;
      for (int c = 0; c < classes; c++) mean += logits.data()[k * classes + c] / (double) classes;
      for (int c = 0; c < classes; c++, j++) {
        at[j] = k * classes + c;
        deviation[j] = logits.data()[at[j]] - mean;
      }
    }
    return new ScaleFree.Group(at, deviation);
  }
}
