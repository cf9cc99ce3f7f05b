package io.github.robustj.data;

import java.util.Arrays;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Fits a {@link Normalization} to one image. */
public final class Normalizer {

  private Normalizer() {}

  /**
   * Per channel, over all of the image's pixels. Percentiles are interpolated linearly between the
   * sorted intensities (type 7 of Hyndman and Fan 1996, as NumPy has them).
   */
  public static Scaling fit(Image image, Normalization normalization) {
    int channels = image.channels();
    float[] low = new float[channels];
    float[] high = new float[channels];
    float[] offset = new float[channels];
    float[] scale = new float[channels];
    for (int c = 0; c < channels; c++) {
      float[] sorted = intensities(Views.hyperSlice(image.pixels(), 2, c));
      Arrays.sort(sorted);
      low[c] = percentile(sorted, normalization.lowerPercentile());
      high[c] = percentile(sorted, normalization.upperPercentile());
      boolean zScore = normalization.kind() == Normalization.Kind.Z_SCORE;
      double center = zScore ? mean(sorted, low[c], high[c]) : low[c];
      double width =
          zScore ? deviation(sorted, low[c], high[c], center) : (double) high[c] - low[c];
      offset[c] = (float) center;
      scale[c] = width > 0 ? (float) width : 1;
    }
    return new Scaling(low, high, offset, scale);
  }

  private static float[] intensities(RandomAccessibleInterval<FloatType> channel) {
    float[] values = new float[Math.toIntExact(channel.size())];
    Cursor<FloatType> cursor = Views.iterable(channel).cursor();
    for (int i = 0; cursor.hasNext(); i++) values[i] = cursor.next().get();
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
