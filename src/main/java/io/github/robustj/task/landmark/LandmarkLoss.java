package io.github.robustj.task.landmark;

import io.github.robustj.model.Loss;
import io.github.robustj.task.Correctness;
import io.github.robustj.tensor.Tensor;

/**
 * The parts of {@link #HEAT_MAPS_AND_OFFSETS}, sample by sample: what an adaptive margin compares
 * with its thresholds.
 *
 * @param heat mean binary cross-entropy of the heat maps
 * @param offsetY {@code offsetX} mean absolute error of the offsets in the discs, in units of R
 */
public record LandmarkLoss(double heat, double offsetY, double offsetX) {

  /**
   * Heat maps and offsets, for landmarks (the multi-task U-Net of Yao et al. 2020 as used by Ma et
   * al. 2024). Of n landmarks the outputs are n logits of heat maps, n vertical and n horizontal
   * offsets; the targets are a row per landmark {@code [sample, landmark, column]}: whether it is
   * present, y and x, and the radius R of its disc, all in pixels of the images, and where the
   * slice ends in the images, beyond which no pixel counts.
   *
   * <p>In the disc {@code d <= R} around a landmark the heat map is {@code exp(-d^2 / (2 R^2))} and
   * the offsets are {@code (landmark - pixel) / R}; outside, the heat map is 0. The loss is twice
   * the mean binary cross-entropy of the heat maps, plus the mean absolute error of the vertical,
   * plus that of the horizontal offsets in the discs. Landmarks that are not present are left out;
   * without any the loss is 0. Training gives the heat maps the weight 40 instead of 2.
   */
  public static final Loss HEAT_MAPS_AND_OFFSETS = new Loss("heat_maps_and_offsets");

  /** {@code 2 heat + offsetY + offsetX}. */
  double total() {
    return 2 * heat + offsetY + offsetX;
  }

  /** What an adaptive margin compares: the sum, or its parts. */
  double[] watched(Correctness correctness) {
    return correctness == Correctness.COMPONENTS
        ? new double[] {heat, offsetY, offsetX}
        : new double[] {total()};
  }

  /**
   * @param outputs {@code [sample, y, x, 3 n]}: heat map logits, vertical, horizontal offsets of n
   *     landmarks
   */
  static LandmarkLoss[] perSample(Tensor outputs, LandmarkMaps maps) {
    LandmarkLoss[] losses = new LandmarkLoss[outputs.samples()];
    for (int i = 0; i < losses.length; i++) losses[i] = of(outputs, maps, i);
    return losses;
  }

  private static LandmarkLoss of(Tensor outputs, LandmarkMaps maps, int sample) {
    int n = maps.mask().shape(3);
    int pixels = maps.mask().sampleLength() / n;
    double[] sums = new double[3];
    double disc = 0;
    double known = 0;
    for (int l = 0; l < n; l++) {
      for (int p = sample * pixels; p < (sample + 1) * pixels; p++) {
        int at = p * n + l;
        int out = p * 3 * n + l;
        if (maps.counted().data()[at] == 0) continue;
        known++;
        sums[0] += crossEntropy(outputs.data()[out], maps.heat().data()[at]);
        if (maps.mask().data()[at] == 0) continue;
        disc++;
        sums[1] += Math.abs(outputs.data()[out + n] - maps.offsetY().data()[at]);
        sums[2] += Math.abs(outputs.data()[out + 2 * n] - maps.offsetX().data()[at]);
      }
    }
    double inDisc = Math.max(disc, 1);
    return new LandmarkLoss(sums[0] / Math.max(known, 1), sums[1] / inDisc, sums[2] / inDisc);
  }

  /**
   * The derivative of {@code heat * BCE + offsets * (offsetY + offsetX)} by the outputs, sample by
   * sample; 0 for an offset that is exactly right.
   */
  static Tensor gradient(Tensor outputs, LandmarkMaps maps, double heat, double offsets) {
    Tensor gradient = Tensor.zeros(outputs.shape());
    for (int i = 0; i < outputs.samples(); i++)
      addGradient(outputs, maps, i, heat, offsets, gradient);
    return gradient;
  }

  private static void addGradient(
      Tensor outputs, LandmarkMaps maps, int sample, double heat, double offsets, Tensor gradient) {
    int n = maps.mask().shape(3);
    int pixels = maps.mask().sampleLength() / n;
    double inDisc = offsets / Math.max(sum(maps.mask(), sample), 1);
    double perPixel = heat / Math.max(sum(maps.counted(), sample), 1);
    for (int l = 0; l < n; l++) {
      for (int p = sample * pixels; p < (sample + 1) * pixels; p++) {
        int at = p * n + l;
        int out = p * 3 * n + l;
        if (maps.counted().data()[at] == 0) continue;
        float[] g = gradient.data();
        g[out] = (float) (perPixel * (sigmoid(outputs.data()[out]) - maps.heat().data()[at]));
        if (maps.mask().data()[at] == 0) continue;
        g[out + n] =
            (float) (inDisc * Math.signum(outputs.data()[out + n] - maps.offsetY().data()[at]));
        g[out + 2 * n] =
            (float) (inDisc * Math.signum(outputs.data()[out + 2 * n] - maps.offsetX().data()[at]));
      }
    }
  }

  private static double sum(Tensor map, int sample) {
    int length = map.sampleLength();
    double sum = 0;
    for (int k = sample * length; k < (sample + 1) * length; k++) sum += map.data()[k];
    return sum;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** Of a logit z and a target t: {@code log(1 + exp(z)) - z t}, without overflow. */
  private static double crossEntropy(double z, double t) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - z * t;
  }
}
