package io.github.robustj.corruption;

import io.github.robustj.corruption.Planes.Range;
import io.github.robustj.data.Image;
import java.util.Arrays;

/**
 * How noisy an image is: the standard deviation of the noise, estimated from the image alone, mean
 * over channels.
 *
 * <p>The filter of Immerkaer (1996, doi:10.1006/cviu.1996.0060), the difference of two Laplacians,
 * leaves nothing of planes, edges along its axes hardly anything; of independent noise its response
 * has 6 times the standard deviation. The median of the absolute response over .6745 is that
 * deviation, whatever the few edges are (Donoho 1995, doi:10.1109/18.382009); a share e of places
 * at edges raises it by about 1.2 e, so it tells noise within some 10 %. Noise that neighbours
 * share, as in interpolated or smoothed images, is underestimated.
 *
 * <p>Where an image has a background of noise alone, as magnitudes of magnetic resonance have, the
 * filter sees less there (Rayleigh noise) than where signal is. The background is then left out of
 * the median. Nothing is added for what is left, so signals near the noise lower the estimate.
 *
 * @param sigma standard deviation of the noise, in the image's intensities; NaN for images of less
 *     than 3 x 3 pixels
 * @param share of the robust range of the intensities, percentiles .5 to 99.5; NaN where that is 0
 */
public record NoiseLevel(double sigma, double share) {

  /** The median of the absolute value of a standard normal number. */
  private static final double NORMAL_MEDIAN = .674489750196;

  /** Root of the sum of the squares of the filter's weights. */
  private static final double GAIN = 6;

  /** Signal above this many sigma has nearly normal noise (Gudbjartsson and Patz 1995). */
  private static final double SIGNAL = 3;

  private static final int ROUNDS = 5;

  /** Places that a median needs. */
  private static final int FEW = 50;

  /**
   * @param image with finite intensities
   */
  public static NoiseLevel of(Image image) {
    Planes planes = Planes.of(image);
    double sigma = 0;
    double share = 0;
    for (int c = 0; c < planes.channels(); c++) {
      double own = sigma(planes, c);
      Range range = planes.range(c);
      sigma += own / planes.channels();
      share += (range.width() > 0 ? own / range.width() : Double.NaN) / planes.channels();
    }
    return new NoiseLevel(sigma, share);
  }

  private static double sigma(Planes planes, int channel) {
    Responses all = Responses.of(planes, channel);
    double sigma = all.sigma(Double.NEGATIVE_INFINITY);
    for (int round = 0; round < ROUNDS; round++) {
      double ofSignal = all.sigma(planes.range(channel).zero() + SIGNAL * sigma);
      // An image without any signal has nothing better to tell.
      if (Double.isNaN(ofSignal)) return sigma;
      sigma = ofSignal;
    }
    return sigma;
  }

  /**
   * What the filter gives, and the mean of the pixels that it saw, place by place; places in which
   * all pixels are equal, as in a background that was set to 0, are left out.
   */
  private record Responses(float[] absolute, float[] mean, int count) {

    static Responses of(Planes planes, int channel) {
      int width = planes.width();
      int height = planes.height();
      int places = Math.max(0, width - 2) * Math.max(0, height - 2) * planes.slices();
      float[] absolute = new float[places];
      float[] mean = new float[places];
      int count = 0;
      for (int p = channel; p < planes.values().length; p += planes.channels())
        for (int y = 1; y < height - 1; y++)
          for (int x = 1; x < width - 1; x++) {
            float[] v = planes.values()[p];
            int i = y * width + x;
            double sides = (double) v[i - 1] + v[i + 1] + v[i - width] + v[i + width];
            double corners =
                (double) v[i - width - 1] + v[i - width + 1] + v[i + width - 1] + v[i + width + 1];
            if (isFlat(v, i, width)) continue;
            absolute[count] = (float) Math.abs(corners - 2 * sides + 4. * v[i]);
            mean[count++] = (float) ((corners + sides + v[i]) / 9);
          }
      return new Responses(absolute, mean, count);
    }

    private static boolean isFlat(float[] v, int i, int width) {
      for (int y = -width; y <= width; y += width)
        for (int x = -1; x <= 1; x++) if (v[i + y + x] != v[i]) return false;
      return true;
    }

    /** From the places with at least that mean; NaN where there are too few of them. */
    double sigma(double least) {
      float[] chosen = new float[count];
      int n = 0;
      for (int i = 0; i < count; i++) if (mean[i] >= least) chosen[n++] = absolute[i];
      boolean all = least == Double.NEGATIVE_INFINITY;
      if (n == 0 && all) return absolute.length == 0 ? Double.NaN : 0;
      if (n < FEW && !all) return Double.NaN;
      Arrays.sort(chosen, 0, n);
      double median = (chosen[(n - 1) / 2] + chosen[n / 2]) / 2.;
      return median / NORMAL_MEDIAN / GAIN;
    }
  }
}
