package io.github.robustj.testing;

import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The terms of a training loss besides supervision, pixel by pixel in double, with their
 * derivatives by the logits: the closed forms that networks are compared with.
 */
public final class TermPixels {

  private TermPixels() {}

  /** Takes the derivatives by the logits at a pixel of intensity {@code x}. */
  public interface Slopes {
    void at(float x, double[] slope);
  }

  /**
   * The value of a term for a network of independent pixels with one channel.
   *
   * @param network logits of images
   */
  public static double add(LossTerm term, UnaryOperator<Tensor> network, Slopes slopes) {
    Tensor images = term.images();
    Tensor adversarial = adversarial(term);
    Tensor from = network.apply(images);
    Tensor to = network.apply(adversarial);
    int classes = from.shape(3);
    int n = images.sampleLength();
    int[] counted = counted(term);
    double sum = 0;
    for (int i = 0; i < images.data().length; i++) {
      double share = term.weights()[i / n] / counted[i / n];
      double[] clean = new double[classes];
      double[] other = new double[classes];
      sum += share * value(term, i, at(from, i), at(to, i), clean, other);
      for (int c = 0; c < classes; c++) {
        clean[c] *= share;
        other[c] *= share;
      }
      slopes.at(images.data()[i], clean);
      slopes.at(adversarial.data()[i], other);
    }
    return sum;
  }

  private static double value(
      LossTerm term, int i, double[] from, double[] to, double[] clean, double[] other) {
    if (targets(term).data()[i] < 0) return 0;
    if (term instanceof LossTerm.Smoothness) return smoothness(from, to, clean, other);
    if (term instanceof LossTerm.DoubtfulSmoothness t)
      return doubtful(from, to, (int) t.targets().data()[i], clean, other);
    if (term instanceof LossTerm.BoostedCrossEntropy t)
      return boosted(from, (int) t.targets().data()[i], clean);
    return agreement(from, at(((LossTerm.Agreement) term).reference(), i), clean);
  }

  /** {@code KL(p || q)}. */
  public static double smoothness(double[] from, double[] to, double[] byFrom, double[] byTo) {
    double[] p = softmax(from);
    double[] q = softmax(to);
    double value = 0;
    for (int c = 0; c < p.length; c++) value += p[c] * Math.log(p[c] / q[c]);
    for (int c = 0; c < p.length; c++) {
      byFrom[c] = p[c] * (Math.log(p[c] / q[c]) - value);
      byTo[c] = q[c] - p[c];
    }
    return value;
  }

  /** {@code KL(p || q) (1 - p_y)}. */
  public static double doubtful(double[] from, double[] to, int y, double[] byFrom, double[] byTo) {
    if (y < 0) return 0;
    double divergence = smoothness(from, to, byFrom, byTo);
    double[] p = softmax(from);
    for (int c = 0; c < p.length; c++) {
      byTo[c] *= 1 - p[y];
      byFrom[c] = byFrom[c] * (1 - p[y]) - divergence * p[y] * ((c == y ? 1 : 0) - p[c]);
    }
    return divergence * (1 - p[y]);
  }

  /** {@code -log p_y - log(1 - max over k != y of p_k)}. */
  public static double boosted(double[] logits, int y, double[] slope) {
    if (y < 0) return 0;
    double[] p = softmax(logits);
    int k = y == 0 ? 1 : 0;
    for (int c = 0; c < p.length; c++) if (c != y && p[c] > p[k]) k = c;
    for (int c = 0; c < p.length; c++)
      slope[c] = p[c] - (c == y ? 1 : 0) + p[k] * ((c == k ? 1 : 0) - p[c]) / (1 - p[k]);
    return -Math.log(p[y]) - Math.log(1 - p[k]);
  }

  /** The mean over the classes of {@code (p - reference)^2}. */
  public static double agreement(double[] logits, double[] reference, double[] slope) {
    double[] p = softmax(logits);
    double value = 0;
    double mean = 0;
    for (int c = 0; c < p.length; c++) {
      value += (p[c] - reference[c]) * (p[c] - reference[c]) / p.length;
      mean += p[c] * (p[c] - reference[c]);
    }
    for (int c = 0; c < p.length; c++)
      slope[c] = 2. / p.length * p[c] * (p[c] - reference[c] - mean);
    return value;
  }

  private static Tensor targets(LossTerm term) {
    if (term instanceof LossTerm.Smoothness t) return t.targets();
    if (term instanceof LossTerm.Agreement t) return t.targets();
    if (term instanceof LossTerm.DoubtfulSmoothness t) return t.targets();
    return ((LossTerm.BoostedCrossEntropy) term).targets();
  }

  private static Tensor adversarial(LossTerm term) {
    if (term instanceof LossTerm.Smoothness t) return t.adversarial();
    if (term instanceof LossTerm.DoubtfulSmoothness t) return t.adversarial();
    return term.images();
  }

  /** Of each sample. */
  private static int[] counted(LossTerm term) {
    Tensor targets = targets(term);
    int[] counted = new int[targets.samples()];
    for (int i = 0; i < counted.length; i++)
      for (float y : targets.slice(i, i + 1).data()) if (y >= 0) counted[i]++;
    return counted;
  }

  private static double[] at(Tensor maps, int pixel) {
    int classes = maps.shape(3);
    double[] values = new double[classes];
    for (int c = 0; c < classes; c++) values[c] = maps.data()[pixel * classes + c];
    return values;
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().getAsDouble();
    double[] p = Arrays.stream(logits).map(z -> Math.exp(z - largest)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(e -> e / sum).toArray();
  }
}
