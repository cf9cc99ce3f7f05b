package io.github.robustj.task;

import io.github.robustj.tensor.Tensor;

/**
 * The parts of the training loss of a detection, sample by sample: what an adaptive margin compares
 * with its thresholds.
 *
 * @param heat the focal loss of the heat maps (CenterNet, Zhou et al. 2019): {@code -(1 - p)^2 log
 *     p} where the target is 1, {@code -(1 - y)^4 p^2 log(1 - p)} where it is {@code 0 <= y < 1},
 *     summed and divided by the number of objects, at least 1
 * @param box the weighted mean of {@code 1 - GIoU} over the cells that tell a box; 0 without any
 */
public record DetectionLoss(double heat, double box) {

  /** Weight of {@link #box} in the loss, as in TTFNet. */
  public static final double BOX_WEIGHT = 5;

  /** {@code heat + 5 box}. */
  public double total() {
    return heat + BOX_WEIGHT * box;
  }

  /**
   * @param maps the targets, for the same cells
   */
  static DetectionLoss[] perSample(BoxOutputs outputs, BoxMaps maps) {
    DetectionLoss[] losses = new DetectionLoss[outputs.samples()];
    for (int i = 0; i < losses.length; i++)
      losses[i] = new DetectionLoss(heat(outputs, maps.heat(), i), box(outputs, maps, i));
    return losses;
  }

  private static double heat(BoxOutputs outputs, Tensor targets, int sample) {
    double sum = 0;
    int objects = 0;
    int i = sample * targets.sampleLength();
    for (int y = 0; y < outputs.height(); y++)
      for (int x = 0; x < outputs.width(); x++)
        for (int c = 0; c < outputs.classes(); c++) {
          double target = targets.data()[i++];
          if (target == 1) objects++;
          if (target >= 0) sum += focal(outputs.logit(sample, y, x, c), target);
        }
    return sum / Math.max(1, objects);
  }

  /** With {@code log p = -log(1 + exp(-z))}, which does not overflow. */
  private static double focal(double z, double target) {
    double logP = Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
    double logQ = logP - z;
    if (target == 1) return -Math.exp(2 * logQ) * logP;
    return -Math.pow(1 - target, 4) * Math.exp(2 * logP) * logQ;
  }

  private static double box(BoxOutputs outputs, BoxMaps maps, int sample) {
    double sum = 0;
    double weights = 0;
    int cell = sample * maps.weights().sampleLength();
    for (int y = 0; y < outputs.height(); y++)
      for (int x = 0; x < outputs.width(); x++, cell++) {
        double weight = maps.weights().data()[cell];
        if (weight == 0) continue;
        weights += weight;
        sum += weight * BoxOverlap.loss(outputs.box(sample, y, x), maps.box(cell));
      }
    return weights == 0 ? 0 : sum / weights;
  }
}
