package io.github.robustj.statistics;

/**
 * The values between two ends, both included.
 *
 * @param low,high rising; both NaN where nothing is known
 */
public record Interval(double low, double high) {

  /** Where nothing is known, as of a single patient. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  public Interval {
    if (Double.isNaN(low) != Double.isNaN(high) || low > high)
      throw new IllegalArgumentException("from " + low + " to " + high);
  }

  public boolean isKnown() {
    return !Double.isNaN(low);
  }

  /** Half of the distance between the ends; NaN where nothing is known. */
  public double halfWidth() {
    return (high - low) / 2;
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
