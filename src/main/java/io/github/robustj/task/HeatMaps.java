package io.github.robustj.task;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/** Where landmarks are, as probabilities over space. */
public final class HeatMaps {

  private HeatMaps() {}

  /**
   * The softmax over space of every heat map: {@code exp(z) / sum over the image exp(z)}.
   *
   * @param outputs {@code [sample, y, x, 3 n]}: heat map logits, vertical, horizontal offsets of n
   *     landmarks
   * @return {@code [sample, y, x, n]}
   */
  public static Tensor probabilities(Tensor outputs) {
    int n = outputs.shape(3) / 3;
    int pixels = outputs.shape(1) * outputs.shape(2);
    Tensor maps = Tensor.zeros(outputs.samples(), outputs.shape(1), outputs.shape(2), n);
    for (int i = 0; i < outputs.samples(); i++)
      for (int l = 0; l < n; l++) {
        double[] p = new double[pixels];
        for (int k = 0; k < pixels; k++) p[k] = outputs.data()[3 * n * (i * pixels + k) + l];
        softmax(p);
        for (int k = 0; k < pixels; k++) maps.data()[n * (i * pixels + k) + l] = (float) p[k];
      }
    return maps;
  }

  /** Puts probabilities in the place of logits. */
  static void softmax(double[] z) {
    double largest = Arrays.stream(z).max().orElseThrow();
    double sum = Arrays.stream(z).map(v -> Math.exp(v - largest)).sum();
    for (int k = 0; k < z.length; k++) z[k] = Math.exp(z[k] - largest) / sum;
  }
}
