package io.github.robustj.data;

import java.util.List;
import java.util.stream.IntStream;

/** Fits a {@link Normalization} to one image. */
public final class Normalizer {

  private Normalizer() {}

  /**
   * Per channel, or for all channels together, over all of the image's pixels. Percentiles are
   * interpolated linearly between the sorted intensities (type 7 of Hyndman and Fan 1996, as NumPy
   * has them).
   *
   * @throws IllegalArgumentException if it is fixed for another number of channels
   */
  public static Scaling fit(Image image, Normalization normalization) {
    int channels = image.channels();
    Scaling[] parts = new Scaling[channels];
    float[][] sorted = new float[channels][];
    IntStream.range(0, channels).parallel().forEach(c -> sorted[c] = rising(image, c));
    if (normalization.kind() == Normalization.Kind.FIXED) return fixed(sorted, normalization);
    float[] all = normalization.jointly() && channels > 1 ? joined(sorted) : null;
    IntStream.range(0, channels)
        .parallel()
        .forEach(c -> parts[c] = fit(sorted[c], all == null ? sorted[c] : all, normalization));
    return Scaling.joined(List.of(parts));
  }

  private static float[] joined(float[][] channels) {
    float[] all = new float[channels.length * channels[0].length];
    for (int c = 0; c < channels.length; c++)
      System.arraycopy(channels[c], 0, all, c * channels[c].length, channels[c].length);
    RadixSort.sort(all);
    return all;
  }

  /**
   * @param own intensities of the channel, rising
   * @param sorted those that are fitted to, rising
   */
  private static Scaling fit(float[] own, float[] sorted, Normalization normalization) {
    float low = percentile(sorted, normalization.lowerPercentile());
    float high = percentile(sorted, normalization.upperPercentile());
    boolean clips = !normalization.unclipped();
    boolean zScore = normalization.kind() == Normalization.Kind.Z_SCORE;
    float least = clips ? low : sorted[0];
    float most = clips ? high : sorted[sorted.length - 1];
    double center = zScore ? mean(sorted, least, most) : low;
    double width = zScore ? deviation(sorted, least, most, center) : (double) high - low;
    return one(
        clips ? low : own[0],
        clips ? high : own[own.length - 1],
        (float) center,
        width > 0 ? (float) (width + normalization.epsilon()) : 1,
        normalization);
  }

  /** The range that a perturbed pixel may have is the channel's own. */
  private static Scaling fixed(float[][] sorted, Normalization normalization) {
    if (normalization.offset().size() != sorted.length)
      throw new IllegalArgumentException(
          "an image of %d channels, normalised for %d"
              .formatted(sorted.length, normalization.offset().size()));
    Scaling[] parts = new Scaling[sorted.length];
    for (int c = 0; c < sorted.length; c++)
      parts[c] =
          one(
              sorted[c][0],
              sorted[c][sorted[c].length - 1],
              normalization.offset().get(c),
              normalization.scale().get(c),
              normalization);
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
    int at = 0;
    for (int z = 0; z < image.slices(); z++) {
      PlaneRows rows = PlaneRows.of(image, channel, z);
      for (int y = 0; y < image.height(); y++, at += width) rows.read(y, 0, values, at, width);
    }
    RadixSort.sort(values);
    return values;
  }

  static float percentile(float[] sorted, double percent) {
    double position = percent / 100 * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return (float) (sorted[below] + (position - below) * ((double) sorted[above] - sorted[below]));
  }

  private static double mean(float[] values, float low, float high) {
    double sum = 0;
    for (float v : values) sum += Math.min(Math.max(v, low), high);
    return sum / values.length;
  }

  private static double deviation(float[] values, float low, float high, double mean) {
    double sum = 0;
    for (float v : values) {
      double d = Math.min(Math.max(v, low), high) - mean;
      sum += d * d;
    }
    return Math.sqrt(sum / values.length);
  }
}
