package io.github.robustj.training;

import java.util.Arrays;

/**
 * Huber's proposal 2 (Huber 1981, Robust Statistics, section 6.4) with c = 1.5: location and scale,
 * estimated together, of which single outliers change little.
 *
 * @param scale consistent with the standard deviation of normally distributed values; 0 where all
 *     of them, or nearly all, are equal
 */
public record HuberEstimate(double location, double scale) {

  private static final double C = 1.5;

  /** {@code E[min(|Z|, C)^2]} for a standard normal Z. */
  private static final double CONSISTENCY = 0.7784652161744701;

  private static final double MAD_TO_SD = 1.482602218505602;

  private static final int MAX_ITERATIONS = 1000;

  /**
   * @param values at least one, all finite
   */
  public static HuberEstimate of(double[] values) {
    HuberEstimate estimate = start(values);
    for (int i = 0; i < MAX_ITERATIONS && estimate.scale > 0; i++) {
      HuberEstimate next = estimate.winsorized(values);
      if (next.near(estimate)) return next;
      estimate = next;
    }
    return estimate;
  }

  /** Mean and deviation of the values, cut to C scales around the location. */
  private HuberEstimate winsorized(double[] values) {
    double[] cut = values.clone();
    for (int i = 0; i < cut.length; i++)
      cut[i] = Math.min(Math.max(cut[i], location - C * scale), location + C * scale);
    double mean = Arrays.stream(cut).average().orElseThrow();
    double squares = Arrays.stream(cut).map(v -> (v - mean) * (v - mean)).sum();
    return new HuberEstimate(mean, Math.sqrt(squares / (cut.length - 1) / CONSISTENCY));
  }

  private boolean near(HuberEstimate other) {
    double tolerance = 1e-12 * scale;
    return Math.abs(location - other.location) <= tolerance
        && Math.abs(scale - other.scale) <= tolerance;
  }

  /** Median, and the median deviation; the mean deviation where more than half are equal. */
  private static HuberEstimate start(double[] values) {
    double median = median(values);
    double[] deviations = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
    double scale = MAD_TO_SD * median(deviations);
    if (scale == 0) scale = Arrays.stream(deviations).average().orElseThrow();
    return new HuberEstimate(median, scale);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
