package io.github.robustj.task.segmentation;

import java.util.Arrays;

/** A segmentation objective that is a mean over pixels: its value at one of them. */
@FunctionalInterface
interface PixelObjective {

  /**
   * @param progress of the attack, 0 to 1
   * @param slope filled with the derivative by the logits, weights taken as constants
   */
  double at(Pixel pixel, double progress, double[] slope);

  /** The Dice at which {@link #LINEAR_DICE} is 0. */
  double LINEAR_DICE_RATIO = .5;

  /** {@code -log p_y}. */
  PixelObjective CROSS_ENTROPY = (pixel, progress, slope) -> weighted(pixel, 1, slope);

  /** Cross-entropy of the pixels that are still correct. */
  PixelObjective MASKED_CROSS_ENTROPY =
      (pixel, progress, slope) -> weighted(pixel, pixel.correct() ? 1 : 0, slope);

  /** Cross-entropy of the pixels that are not as the targets have them (Xie et al. 2017, DAG). */
  PixelObjective REMAINING_CROSS_ENTROPY =
      (pixel, progress, slope) -> weighted(pixel, pixel.correct() ? 0 : 1, slope);

  /** Gu et al. 2022, arXiv:2207.12391: {@code 1 - l} on correct, {@code l} on wrong pixels. */
  PixelObjective SEGPGD =
      (pixel, progress, slope) -> {
        double wrong = progress / 2;
        return weighted(pixel, pixel.correct() ? 1 - wrong : wrong, slope);
      };

  /** Agnihotri et al. 2023, arXiv:2302.02213, with the softmax. */
  PixelObjective COSPGD = (pixel, progress, slope) -> weighted(pixel, pixel.cosine(), slope);

  /**
   * Jensen-Shannon divergence between softmax and one-hot target, in nats: a function of {@code
   * p_y} alone.
   */
  PixelObjective JENSEN_SHANNON =
      (pixel, progress, slope) -> {
        double p = pixel.p[pixel.y];
        double logP = -pixel.crossEntropy();
        double derivative = p > 0 ? (logP - Math.log1p(p)) / 2 : 0;
        for (int c = 0; c < slope.length; c++)
          slope[c] = derivative * p * ((c == pixel.y ? 1 : 0) - pixel.p[c]);
        double agreement = p > 0 ? p * (Math.log(2) + logP - Math.log1p(p)) : 0;
        return ((1 - p) * Math.log(2) + agreement + Math.log(2) - Math.log1p(p)) / 2;
      };

  /** {@code -z_y / ||z||} on the pixels that are still correct. */
  PixelObjective NORMALISED_LOGIT =
      (pixel, progress, slope) -> {
        Arrays.fill(slope, 0);
        double length = pixel.length();
        if (!pixel.correct() || length == 0) return 0;
        double value = -pixel.z[pixel.y] / length;
        for (int c = 0; c < slope.length; c++)
          slope[c] = (-value * pixel.z[c] / length - (c == pixel.y ? 1 : 0)) / length;
        // d(-z_y / |z|) = -e_y / |z| + z_y z / |z|^3, and z_y / |z| = -value.
        return value;
      };

  /** {@code max z_c - z_y} over the other classes. */
  PixelObjective MARGIN =
      (pixel, progress, slope) -> {
        int rival = pixel.winner(pixel.y);
        Arrays.fill(slope, 0);
        slope[rival] = 1;
        slope[pixel.y] = -1;
        return pixel.z[rival] - pixel.z[pixel.y];
      };

  /**
   * The difference of logits ratio with its sign turned, {@code (max z_c - z_y) / (z_(1) - z_(3))}
   * where {@code z_(1) >= z_(2) >= ...} (Croce and Hein 2020, arXiv:2003.01690, equation 6): -1 to
   * 1, positive where the pixel is wrong. 0 where the three largest logits are equal. Needs three
   * classes.
   */
  PixelObjective DIFFERENCE_OF_LOGITS_RATIO =
      (pixel, progress, slope) -> {
        Arrays.fill(slope, 0);
        int rival = pixel.winner(pixel.y);
        int first = pixel.winner(-1);
        int third = pixel.third();
        double spread = pixel.z[first] - pixel.z[third];
        if (!(spread > 0)) return 0;
        double value = (pixel.z[rival] - pixel.z[pixel.y]) / spread;
        slope[rival] += 1 / spread;
        slope[pixel.y] -= 1 / spread;
        slope[first] -= value / spread;
        slope[third] += value / spread;
        return value;
      };

  /**
   * What the pixel takes from a Dice of one half, softly counted, over the structures c: {@code
   * (p_c + y_c) / 2 - 2 p_c y_c}. A Dice, {@code sum 2 p y / sum (p + y)}, is below r where the sum
   * of {@code r (p + y) - 2 p y} is positive (Dinkelbach 1967, Management Science 13:492), so that
   * pixels of all slices count alike, while in the Dice of a slice those of a small structure count
   * more.
   */
  PixelObjective LINEAR_DICE =
      (pixel, progress, slope) -> {
        double mean = 0;
        for (int c = 1; c < slope.length; c++) {
          slope[c] = LINEAR_DICE_RATIO - (c == pixel.y ? 2 : 0);
          mean += pixel.p[c] * slope[c];
        }
        slope[0] = 0;
        for (int c = 0; c < slope.length; c++) slope[c] = pixel.p[c] * (slope[c] - mean);
        return mean + (pixel.y > 0 ? LINEAR_DICE_RATIO : 0);
      };

  private static double weighted(Pixel pixel, double weight, double[] slope) {
    for (int c = 0; c < slope.length; c++)
      slope[c] = weight * (pixel.p[c] - (c == pixel.y ? 1 : 0));
    return weight * pixel.crossEntropy();
  }
}
