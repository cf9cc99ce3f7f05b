package io.github.robustj.data;

/**
 * How intensities become network input, case by case: each channel is clipped to two of its
 * percentiles, then either shifted and scaled to mean 0 and standard deviation 1 (of the clipped
 * values), or mapped to [0, 1].
 *
 * @param lowerPercentile {@code upperPercentile} in percent, 0 to 100
 */
public record Normalization(Kind kind, double lowerPercentile, double upperPercentile) {

  public enum Kind {
    Z_SCORE,
    UNIT_RANGE
  }

  public static final Normalization DEFAULT = new Normalization(Kind.Z_SCORE, .5, 99.5);

  public Normalization {
    if (!(0 <= lowerPercentile && lowerPercentile < upperPercentile && upperPercentile <= 100))
      throw new IllegalArgumentException(
          "percentiles must rise within 0 to 100: " + lowerPercentile + ", " + upperPercentile);
  }
}
