package io.github.robustj.training;

import io.github.robustj.tensor.Tensor;
import java.util.function.BiFunction;

/**
 * The largest Dice of the two foreground classes, minus a threshold. The difference is taken in
 * double, because the reference trace comes within 1e-10 of its threshold.
 *
 * @param smoothing added to the denominator
 */
record LargestDice(double smoothing, double threshold)
    implements BiFunction<Tensor, Tensor, float[]> {

  @Override
  public float[] apply(Tensor outputs, Tensor targets) {
    float[] quality = new float[outputs.samples()];
    for (int i = 0; i < quality.length; i++) {
      float[] z = outputs.slice(i, i + 1).data();
      float[] y = targets.slice(i, i + 1).data();
      quality[i] = (float) (Math.max(dice(z, y, 1), dice(z, y, 2)) - threshold);
    }
    return quality;
  }

  private double dice(float[] logits, float[] labels, int c) {
    double both = 0;
    double sizes = smoothing;
    for (int p = 0; p < labels.length; p++) {
      float z = logits[3 * p + c];
      boolean predicted =
          z >= Math.max(logits[3 * p], Math.max(logits[3 * p + 1], logits[3 * p + 2]));
      if (predicted) sizes++;
      if (labels[p] == c) sizes++;
      if (predicted && labels[p] == c) both++;
    }
    return 2 * both / sizes;
  }
}
