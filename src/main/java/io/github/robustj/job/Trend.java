package io.github.robustj.job;

import java.util.List;

/** What the curve of a validation score says, higher being better. */
enum Trend {
  /** The last third of the measurements is still better than the one before. */
  RISING,
  /** It has become worse after its best. */
  FALLING,
  /** It has stopped to change. */
  FLAT,
  /** Too few measurements. */
  UNKNOWN;

  private static final int FEWEST = 4;

  /** A change that counts, as a share of the largest value or error so far. */
  private static final double CHANGE = .03;

  /**
   * @param scores by rising epoch, without NaN; errors with a minus sign
   */
  static Trend of(List<Double> scores) {
    int n = scores.size();
    if (n < FEWEST) return UNKNOWN;
    double scale = scores.stream().mapToDouble(Math::abs).max().orElse(0);
    int third = Math.max(2, n / 3);
    double end = mean(scores.subList(n - third, n));
    double before = mean(scores.subList(Math.max(0, n - 2 * third), n - third));
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i + third <= n; i++) best = Math.max(best, mean(scores.subList(i, i + third)));
    if (best - end > CHANGE * scale) return FALLING;
    return end - before > CHANGE * scale ? RISING : FLAT;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }
}
