package io.github.robustj.corruption;

import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The pixels of an image as arrays that a corruption changes in place.
 *
 * @param values {@code [slice * channels + channel][y * width + x]}
 * @param ranges of the channels, before anything changes
 */
record Planes(int width, int height, int channels, float[][] values, List<Range> ranges) {

  private static final Normalization ROBUST =
      new Normalization(Normalization.Kind.UNIT_RANGE, .5, 99.5);

  /**
   * The intensities of a channel.
   *
   * @param zero where there is no signal: 0, or the least value if that is negative
   * @param low the percentile .5
   * @param width up to the percentile 99.5; the whole range where that is 0, as in images that are
   *     nearly empty
   * @param least,most of all
   */
  record Range(double zero, double low, double width, double least, double most) {}

  /**
   * @param image with finite intensities
   */
  static Planes of(Image image) {
    float[][] values = new float[image.slices() * image.channels()][];
    Arrays.setAll(values, plane -> image.plane(plane % image.channels(), plane / image.channels()));
    Scaling robust = Normalizer.fit(image, ROBUST);
    List<Range> ranges = new ArrayList<>();
    for (int c = 0; c < image.channels(); c++)
      ranges.add(range(values, c, image.channels(), robust));
    return new Planes(image.width(), image.height(), image.channels(), values, ranges);
  }

  private static Range range(float[][] values, int channel, int channels, Scaling robust) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int plane = channel; plane < values.length; plane += channels)
      for (float value : values[plane]) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    double low = robust.low()[channel];
    double width = robust.high()[channel] - low;
    if (width == 0) return new Range(Math.min(0, least), least, (double) most - least, least, most);
    return new Range(Math.min(0, least), low, width, least, most);
  }

  Range range(int plane) {
    return ranges.get(plane % channels);
  }

  int slices() {
    return values.length / channels;
  }

  /** A new intensity from the old one and its place. */
  interface PixelFunction {
    double of(double value, int x, int y, int slice, Range range);
  }

  /** Changes all pixels, in the order of slices, channels, rows. */
  void map(PixelFunction f) {
    for (int plane = 0; plane < values.length; plane++)
      for (int i = 0; i < values[plane].length; i++)
        values[plane][i] =
            (float) f.of(values[plane][i], i % width, i / width, plane / channels, range(plane));
  }

  /**
   * The pixels as those of an image of the same name and place. What became larger than a float can
   * be is the largest float: images have no infinite intensities.
   */
  Image image(Image like) {
    float[] all = new float[values.length * width * height];
    int next = 0;
    for (float[] plane : values)
      for (float value : plane)
        all[next++] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    RandomAccessibleInterval<FloatType> pixels =
        ArrayImgs.floats(all, width, height, channels, slices());
    return new Image(
        like.name(), pixels, like.calibration(), like.clean(), like.world(), like.notes());
  }
}
