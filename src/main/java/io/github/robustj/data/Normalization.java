package io.github.robustj.data;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * How intensities become network input. Case by case each channel is clipped to two of its
 * percentiles, then either shifted and scaled to mean 0 and standard deviation 1 (of the clipped
 * values), or mapped to [0, 1]. Networks of other programs may want the percentiles without
 * clipping, all channels alike, fixed numbers, or what came of it clipped.
 *
 * @param lowerPercentile {@code upperPercentile} in percent, 0 to 100
 * @param unclipped whether intensities beyond the percentiles stay; mean and deviation are of all
 *     then
 * @param jointly whether what is fitted is fitted to all channels together
 * @param offset of a fixed one: subtracted, for each channel; else empty
 * @param scale of a fixed one: by which is divided then, for each channel, above 0; else empty
 * @param epsilon what is added to a fitted deviation or range before the division, at least 0
 * @param limits the least and the largest normalised number, to which others are clipped; empty for
 *     none
 */
public record Normalization(
    Kind kind,
    double lowerPercentile,
    double upperPercentile,
    boolean unclipped,
    boolean jointly,
    List<Float> offset,
    List<Float> scale,
    double epsilon,
    List<Float> limits) {

  public enum Kind {
    Z_SCORE,
    UNIT_RANGE,
    /** The same numbers for all images. */
    FIXED
  }

  public static final Normalization DEFAULT = new Normalization(Kind.Z_SCORE, .5, 99.5);

  public Normalization {
    if (!(0 <= lowerPercentile && lowerPercentile < upperPercentile && upperPercentile <= 100))
      throw new IllegalArgumentException(
          "percentiles must rise within 0 to 100: " + lowerPercentile + ", " + upperPercentile);
    offset = List.copyOf(requireNonNullElse(offset, List.of()));
    scale = List.copyOf(requireNonNullElse(scale, List.of()));
    boolean numbers =
        offset.stream().allMatch(o -> Float.isFinite(o))
            && scale.stream().allMatch(s -> Float.isFinite(s) && s > 0);
    if (offset.size() != scale.size() || offset.isEmpty() == (kind == Kind.FIXED) || !numbers)
      throw new IllegalArgumentException(
          "a normalization %s with offset %s and scale %s".formatted(kind, offset, scale));
    limits = List.copyOf(requireNonNullElse(limits, List.of()));
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)
        || !limits.isEmpty() && (limits.size() != 2 || !(limits.get(0) < limits.get(1))))
      throw new IllegalArgumentException(
          "a normalization with epsilon %s and limits %s".formatted(epsilon, limits));
  }

  /** Of each channel by itself, clipped. */
  public Normalization(Kind kind, double lowerPercentile, double upperPercentile) {
    this(kind, lowerPercentile, upperPercentile, false, false, List.of(), List.of(), 0, List.of());
  }

  /** {@code (intensity - offset) / scale}, channel by channel. */
  public static Normalization fixed(List<Float> offset, List<Float> scale) {
    return new Normalization(Kind.FIXED, 0, 100, true, false, offset, scale, 0, List.of());
  }

  /** Fitted to images without clipping them, as other programs do. */
  public static Normalization unclipped(
      Kind kind, double lowerPercentile, double upperPercentile, boolean jointly, double epsilon) {
    return new Normalization(
        kind,
        lowerPercentile,
        upperPercentile,
        true,
        jointly,
        List.of(),
        List.of(),
        epsilon,
        List.of());
  }

  /**
   * The same, clipped to these numbers afterwards; to those of both where it is clipped already.
   */
  public Normalization clipped(float least, float most) {
    boolean first = limits.isEmpty();
    return new Normalization(
        kind,
        lowerPercentile,
        upperPercentile,
        unclipped,
        jointly,
        offset,
        scale,
        epsilon,
        List.of(
            first ? least : Math.min(Math.max(least, limits.get(0)), limits.get(1)),
            first ? most : Math.max(Math.min(most, limits.get(1)), limits.get(0))));
  }
}
