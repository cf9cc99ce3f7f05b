package io.github.robustj.data;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * How intensities become network input. Case by case each channel is clipped to two of its
 * percentiles, then either shifted and scaled to mean 0 and standard deviation 1 (of the clipped
 * values), or mapped to [0, 1]. Networks of other programs may want the percentiles without
 * clipping, all channels alike, or fixed numbers.
 *
 * @param lowerPercentile {@code upperPercentile} in percent, 0 to 100
 * @param unclipped whether intensities beyond the percentiles stay; mean and deviation are of all
 *     then
 * @param jointly whether what is fitted is fitted to all channels together
 * @param offset of a fixed one: subtracted, for each channel; else empty
 * @param scale of a fixed one: by which is divided then, for each channel, above 0; else empty
 */
public record Normalization(
    Kind kind,
    double lowerPercentile,
    double upperPercentile,
    boolean unclipped,
    boolean jointly,
    List<Float> offset,
    List<Float> scale) {

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
  }

  /** Of each channel by itself, clipped. */
  public Normalization(Kind kind, double lowerPercentile, double upperPercentile) {
    this(kind, lowerPercentile, upperPercentile, false, false, List.of(), List.of());
  }

  /** {@code (intensity - offset) / scale}, channel by channel. */
  public static Normalization fixed(List<Float> offset, List<Float> scale) {
    return new Normalization(Kind.FIXED, 0, 100, true, false, offset, scale);
  }
}
