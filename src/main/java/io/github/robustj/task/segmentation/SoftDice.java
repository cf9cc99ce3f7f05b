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

  private final Tensor logits;
  private final Tensor targets;
  private final int classes;

  /** The softmax of the pixels of a sample, which is read twice. */
  private final double[] p;

  private double[] overlap;
  private double[] sizes;

  private SoftDice(Tensor logits, Tensor targets) {
    this.logits = logits;
    this.targets = targets;
    classes = logits.shape(3);
    p = new double[logits.sampleLength()];
  }

  static Value of(Tensor logits, Tensor targets) {
    SoftDice dice = new SoftDice(logits, targets);
    float[] values = new float[logits.samples()];
    Tensor gradient = Tensor.zeros(logits.shape());
    for (int i = 0; i < values.length; i++) {
      dice.sum(i);
      values[i] = (float) dice.value();
      dice.differentiate(i, gradient.data());
    }
    return new Value(values, gradient);
  }

  private void sum(int sample) {
    overlap = new double[classes];
    sizes = new double[classes];
    for (int k = 0; k < targets.sampleLength(); k++) {
      int y = target(sample, k);
      if (y < 0) continue;
      int at = k * classes;
      Softmax.read(logits.data(), sample * p.length + at, p, at, classes);
      for (int c = 0; c < classes; c++) sizes[c] += p[at + c];
      sizes[y]++;
      overlap[y] += p[at + y];
    }
  }

  /** Below 0 for a pixel that is left out. */
  private int target(int sample, int pixel) {
    float target = targets.data()[sample * targets.sampleLength() + pixel];
    return target < 0 ? -1 : (int) target;
  }

  private double value() {
    double sum = 0;
    for (int c = 1; c < classes; c++) sum += dice(c);
    return 1 - sum / (classes - 1);
  }

  private void differentiate(int sample, float[] gradient) {
    double[] elsewhere = slopes(0);
    double[] own = slopes(1);
    double[] slope = new double[classes];
    for (int k = 0; k < targets.sampleLength(); k++) {
      int y = target(sample, k);
      if (y < 0) continue;
      int at = k * classes;
      double mean = 0;
      for (int c = 1; c < classes; c++) {
        slope[c] = c == y ? own[c] : elsewhere[c];
        mean += p[at + c] * slope[c];
      }
      for (int c = 0; c < classes; c++)
        gradient[sample * p.length + at + c] = (float) (p[at + c] * (slope[c] - mean));
    }
  }

  /** Derivatives by the probabilities of a pixel. */
  private double[] slopes(double truth) {
    double[] slopes = new double[classes];
    for (int c = 1; c < classes; c++)
      slopes[c] = -(2 * truth - dice(c)) / (sizes[c] + SMOOTH) / (classes - 1);
    return slopes;
  }

  private double dice(int c) {
    return (2 * overlap[c] + SMOOTH) / (sizes[c] + SMOOTH);
  }
}
