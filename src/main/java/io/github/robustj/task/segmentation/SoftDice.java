package io.github.robustj.task.segmentation;

import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;

/**
 * One minus the mean soft Dice over the foreground classes, per sample, as in {@link
 * io.github.robustj.model.Loss#CROSS_ENTROPY_AND_DICE}: {@code (2 sum(p y) + s) / (sum p + sum y +
 * s)} over the pixels that have a target, {@code s = 1e-5}.
 */
final class SoftDice {

  private static final double SMOOTH = 1e-5;

  private final float[] logits;
  private final float[] targets;
  private final Pixel pixel;
  private final double[] overlap;
  private final double[] sizes;

  private SoftDice(Tensor logits, Tensor targets) {
    this.logits = logits.data();
    this.targets = targets.data();
    pixel = new Pixel(logits.shape(3));
    overlap = new double[logits.shape(3)];
    sizes = new double[logits.shape(3)];
  }

  static Value of(Tensor logits, Tensor targets) {
    float[] values = new float[logits.samples()];
    Tensor gradient = Tensor.zeros(logits.shape());
    int n = targets.sampleLength();
    for (int i = 0; i < values.length; i++) {
      SoftDice sample = new SoftDice(logits, targets);
      sample.sum(i * n, (i + 1) * n);
      values[i] = (float) sample.value();
      sample.differentiate(i * n, (i + 1) * n, gradient.data());
    }
    return new Value(values, gradient);
  }

  private void sum(int from, int to) {
    for (int k = from; k < to; k++) {
      if (!read(k)) continue;
      for (int c = 0; c < sizes.length; c++) sizes[c] += pixel.p[c];
      sizes[pixel.y]++;
      overlap[pixel.y] += pixel.p[pixel.y];
    }
  }

  private double value() {
    double sum = 0;
    for (int c = 1; c < sizes.length; c++) sum += dice(c);
    return 1 - sum / (sizes.length - 1);
  }

  private void differentiate(int from, int to, float[] gradient) {
    int classes = sizes.length;
    double[] slope = new double[classes];
    for (int k = from; k < to; k++) {
      if (!read(k)) continue;
      double mean = 0;
      for (int c = 1; c < classes; c++) {
        double truth = c == pixel.y ? 1 : 0;
        slope[c] = -(2 * truth - dice(c)) / (sizes[c] + SMOOTH) / (classes - 1);
        mean += pixel.p[c] * slope[c];
      }
      for (int c = 0; c < classes; c++)
        gradient[k * classes + c] = (float) (pixel.p[c] * (slope[c] - mean));
    }
  }

  private boolean read(int k) {
    if (targets[k] < 0) return false;
    pixel.read(logits, k * sizes.length, (int) targets[k]);
    return true;
  }

  private double dice(int c) {
    return (2 * overlap[c] + SMOOTH) / (sizes[c] + SMOOTH);
  }
}
