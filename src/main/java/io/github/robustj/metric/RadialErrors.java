package io.github.robustj.metric;

import java.util.Arrays;

/**
 * Distances between predicted and true landmarks, summed up as the cephalometric literature does
 * (Wang et al., Medical Image Analysis 2016). Distances are in any unit; NaN where a landmark was
 * not marked, and left out everywhere.
 */
public final class RadialErrors {

  private RadialErrors() {}

  /** Mean radial error; NaN over no distance. */
  public static double mean(double... errors) {
    return KnownMean.of(Arrays.stream(errors));
  }

  /** Standard deviation about the mean, over n values; NaN over no distance. */
  public static double deviation(double... errors) {
    double mean = mean(errors);
    return Math.sqrt(
        mean(Arrays.stream(finite(errors)).map(e -> (e - mean) * (e - mean)).toArray()));
  }

  /**
   * Successful detection rate: the share of the distances that are below the tolerance, 0 to 1, an
   * error as large as the tolerance not included; NaN over no distance.
   */
  public static double detectionRate(double tolerance, double... errors) {
    double[] known = finite(errors);
    return (double) Arrays.stream(known).filter(e -> e < tolerance).count() / known.length;
  }

  /**
   * The distances that are numbers, rising: the i-th is the error that share i / n stays within.
   */
  public static double[] sorted(double... errors) {
    double[] sorted = finite(errors);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double[] finite(double... errors) {
    return Arrays.stream(errors).filter(e -> !Double.isNaN(e)).toArray();
  }
}
