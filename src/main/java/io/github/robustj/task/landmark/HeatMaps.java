package io.github.robustj.task.landmark;

import io.github.robustj.data.Extent;
import io.github.robustj.data.PointRow;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * Where landmarks are, as probabilities over space. Outputs are {@code [sample, y, x, 3 n]}: heat
 * map logits, vertical, horizontal offsets of n landmarks; rows {@code [sample, landmark, column]}
 * with the columns of {@link PointRow}.
 */
public final class HeatMaps {

  private HeatMaps() {}

  /**
   * The softmax over the slice of every heat map: {@code exp(z) / sum over the slice exp(z)}.
   *
   * @return {@code [sample, y, x, n]}, NaN beyond the slice
   */
  public static Tensor probabilities(Tensor outputs, Tensor rows) {
    int n = outputs.shape(3) / 3;
    int pixels = outputs.shape(1) * outputs.shape(2);
    Tensor maps = Tensor.zeros(outputs.samples(), outputs.shape(1), outputs.shape(2), n);
    Arrays.fill(maps.data(), Float.NaN);
    for (int i = 0; i < outputs.samples(); i++) {
      int[] shown = shown(outputs, extent(rows, i));
      for (int l = 0; l < n; l++) {
        double[] p = new double[shown.length];
        for (int k = 0; k < p.length; k++)
          p[k] = outputs.data()[3 * n * (i * pixels + shown[k]) + l];
        softmax(p);
        for (int k = 0; k < p.length; k++)
          maps.data()[n * (i * pixels + shown[k]) + l] = (float) p[k];
      }
    }
    return maps;
  }

  /**
   * Puts NaN in the place of the outputs beyond the slice, which do not count in a loss.
   *
   * @param outputs changed
   * @return the outputs
   */
  public static Tensor counted(Tensor outputs, Tensor rows) {
    int channels = outputs.shape(3);
    int width = outputs.shape(2);
    int pixels = outputs.shape(1) * width;
    for (int i = 0; i < outputs.samples(); i++) {
      Extent extent = extent(rows, i);
      for (int k = 0; k < pixels; k++)
        if (!extent.contains(k / width, k % width)) {
          int from = (i * pixels + k) * channels;
          Arrays.fill(outputs.data(), from, from + channels, Float.NaN);
        }
    }
    return outputs;
  }

  /** The pixels that count, in reading order. */
  static int[] shown(Tensor outputs, Extent extent) {
    int width = outputs.shape(2);
    int[] shown = new int[outputs.shape(1) * width];
    int count = 0;
    for (int k = 0; k < shown.length; k++)
      if (extent.contains(k / width, k % width)) shown[count++] = k;
    return Arrays.copyOf(shown, count);
  }

  /** Puts probabilities in the place of logits. */
  static void softmax(double[] z) {
    double largest = Arrays.stream(z).max().orElseThrow();
    for (int k = 0; k < z.length; k++) z[k] = Math.exp(z[k] - largest);
    double sum = Arrays.stream(z).sum();
    for (int k = 0; k < z.length; k++) z[k] /= sum;
  }

  private static Extent extent(Tensor rows, int sample) {
    return new Extent(rows.data(), sample * rows.sampleLength());
  }
}
