package io.github.robustj.data;

import io.github.robustj.data.Intensities.Sorted;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fits a {@link Normalization} to one image. */
public final class Normalizer {

  /** So many are sorted sooner than all numbers of 16 bit are gone through. */
  private static final int FEW = 4096;

  private Normalizer() {}

  /**
   * Per channel, or for all channels together, over all of the image's pixels. Percentiles are
   * interpolated linearly between the sorted intensities (type 7 of Hyndman and Fan 1996, as NumPy
   * has them).
   *
   * @throws IllegalArgumentException if it is fixed for another number of channels
   */
  public static Scaling fit(Image image, Normalization normalization) {
    Intensities[] own = new Intensities[image.channels()];
    IntStream.range(0, own.length).parallel().forEach(c -> own[c] = of(image, c));
    return fit(List.of(own), () -> joined(image, own), normalization);
  }

  /**
   * The same, to the last bit, of an image that is larger than memory, which is looked at once, or
   * a few times where it has very many different intensities.
   *
   * @param progress hears of the part of a look that is done, 0 to 1; may throw to stop
   * @throws io.github.robustj.error.RobustJException if a pixel is NaN or infinite
   */
  public static Scaling fit(Image image, Normalization normalization, DoubleConsumer progress) {
    IntensitySurvey survey = new IntensitySurvey(image, progress);
    List<LargeIntensities> own = survey.channels();
    return fit(own, () -> LargeIntensities.joined(survey, own), normalization);
  }

  private static Scaling fit(
      List<? extends Intensities> own, Supplier<Intensities> joined, Normalization normalization) {
    if (normalization.kind() == Normalization.Kind.FIXED) return fixed(own, normalization);
    Intensities all = normalization.jointly() && own.size() > 1 ? joined.get() : null;
    Scaling[] parts = new Scaling[own.size()];
    IntStream.range(0, parts.length)
        .parallel()
        .forEach(c -> parts[c] = fit(own.get(c), all == null ? own.get(c) : all, normalization));
    return Scaling.joined(List.of(parts));
  }

  private static Intensities of(Image image, int channel) {
    if (image.pixels().size() / image.channels() <= FEW) return new Sorted(rising(image, channel));
    return WholeIntensities.of(image, channel)
        .<Intensities>map(whole -> whole)
        .orElseGet(() -> new Sorted(rising(image, channel)));
  }

  private static Intensities joined(Image image, Intensities[] channels) {
    List<WholeIntensities> whole =
        Stream.of(channels)
            .filter(WholeIntensities.class::isInstance)
            .map(WholeIntensities.class::cast)
            .toList();
    if (whole.size() == channels.length) return WholeIntensities.joined(whole);
    int each = Math.toIntExact(channels[0].count());
    float[] all = new float[Math.multiplyExact(channels.length, each)];
    for (int c = 0; c < channels.length; c++) read(image, c, all, c * each);
    RadixSort.sort(all);
    return new Sorted(all);
  }

  /**
   * @param own intensities of the channel
   * @param fitted those that are fitted to
   */
  private static Scaling fit(Intensities own, Intensities fitted, Normalization normalization) {
    float low = percentile(fitted, normalization.lowerPercentile());
    float high = percentile(fitted, normalization.upperPercentile());
    boolean clips = !normalization.unclipped();
    float[] range = clips ? new float[] {low, high} : range(own);
    double center = low;
    double width = (double) high - low;
    if (normalization.kind() == Normalization.Kind.Z_SCORE) {
      float[] counted = clips ? range : range(fitted);
      ExactSum sum = fitted.clipped(counted[0], counted[1]);
      center = sum.mean();
      width = sum.deviation();
    }
    return one(
        range[0],
        range[1],
        (float) center,
        width > 0 ? (float) (width + normalization.epsilon()) : 1,
        normalization);
  }

  private static float[] range(Intensities intensities) {
    return intensities.at(0, intensities.count() - 1);
  }

  /** The range that a perturbed pixel may have is the channel's own. */
  private static Scaling fixed(List<? extends Intensities> own, Normalization normalization) {
    if (normalization.offset().size() != own.size())
      throw new IllegalArgumentException(
          "an image of %d channels, normalised for %d"
              .formatted(own.size(), normalization.offset().size()));
    Scaling[] parts = new Scaling[own.size()];
    for (int c = 0; c < parts.length; c++) {
      float[] range = range(own.get(c));
      parts[c] =
          one(
              range[0],
              range[1],
              normalization.offset().get(c),
              normalization.scale().get(c),
              normalization);
    }
    return Scaling.joined(List.of(parts));
  }

  /** Limits of normalised numbers are limits of intensities. */
  private static Scaling one(
      float low, float high, float offset, float scale, Normalization normalization) {
    float[] range = {low, high};
    if (!normalization.limits().isEmpty())
      for (int i = 0; i < range.length; i++) {
        double least = offset + (double) scale * normalization.limits().get(0);
        double most = offset + (double) scale * normalization.limits().get(1);
        range[i] = (float) Math.min(Math.max(range[i], least), most);
      }
    return new Scaling(
        new float[] {range[0]}, new float[] {range[1]}, new float[] {offset}, new float[] {scale});
  }

  private static float[] rising(Image image, int channel) {
    int width = image.width();
    float[] values =
        new float[Math.multiplyExact(image.slices(), Math.multiplyExact(width, image.height()))];
    read(image, channel, values, 0);
    RadixSort.sort(values);
    return values;
  }

  private static void read(Image image, int channel, float[] into, int first) {
    int width = image.width();
    int at = first;
    for (int z = 0; z < image.slices(); z++) {
      PlaneRows rows = PlaneRows.of(image, channel, z);
      for (int y = 0; y < image.height(); y++, at += width) rows.read(y, 0, into, at, width);
    }
  }

  static float percentile(float[] sorted, double percent) {
    return percentile(new Sorted(sorted), percent);
  }

  private static float percentile(Intensities intensities, double percent) {
    long last = intensities.count() - 1;
    double position = percent / 100 * last;
    long below = (long) position;
    float[] values = intensities.at(below, Math.min(below + 1, last));
    return (float) (values[0] + (position - below) * ((double) values[1] - values[0]));
  }
}
