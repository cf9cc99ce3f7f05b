package io.github.robustj.task.segmentation;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;

/** Class decisions from logits {@code [sample, y, x, class]}. */
public final class Softmax {

  private Softmax() {}

  /**
   * The index of the class with the largest logit, pixel by pixel, row-major; the lowest index
   * where several are equal.
   *
   * @throws RobustJException if a logit is NaN or infinite
   */
  public static int[] winner(Tensor logits) {
    int classes = logits.shape(3);
    float[] z = logits.data();
    int[] winners = new int[z.length / classes];
    for (int i = 0; i < winners.length; i++) winners[i] = winner(z, i * classes, classes);
    return winners;
  }

  /**
   * The softmax probability of the winning class, pixel by pixel: {@code 1 / sum_c exp(z_c - max
   * z)}, from {@code 1 / classes} to 1.
   *
   * @param winner what {@link #winner} gives for these logits
   */
  public static float[] probability(Tensor logits, int[] winner) {
    int classes = logits.shape(3);
    float[] probability = new float[winner.length];
    for (int i = 0; i < winner.length; i++)
      probability[i] = probability(logits.data(), i * classes, classes, winner[i]);
    return probability;
  }

  /**
   * That of one pixel.
   *
   * @param z logits, of which those of the pixel begin at {@code first}
   */
  static float probability(float[] z, int first, int classes, int winner) {
    double sum = 0;
    double largest = z[first + winner];
    // Most of the time is in exp, and that of the winner is 1.
    for (int c = 0; c < classes; c++) sum += c == winner ? 1 : Math.exp(z[first + c] - largest);
    return (float) (1 / sum);
  }

  /** The softmax of every pixel, in the logits' shape: {@code exp(z_c) / sum_k exp(z_k)}. */
  public static Tensor probabilities(Tensor logits) {
    int classes = logits.shape(3);
    Tensor probabilities = Tensor.zeros(logits.shape());
    double[] p = new double[classes];
    for (int i = 0; i < probabilities.data().length; i += classes) {
      read(logits.data(), i, p, 0, classes);
      for (int c = 0; c < classes; c++) probabilities.data()[i + c] = (float) p[c];
    }
    return probabilities;
  }

  /**
   * That of one pixel.
   *
   * @param z logits, of which those of the pixel begin at {@code first}
   * @param p where the softmax goes, from index {@code at} on
   */
  static void read(float[] z, int first, double[] p, int at, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) largest = Math.max(largest, p[at + c] = z[first + c]);
    of(p, at, classes, largest);
  }

  /**
   * Puts the softmax of logits in their place.
   *
   * @param p logits, from index {@code at} on
   * @return {@code sum_c exp(z_c - max z)}
   */
  static double of(double[] p, int at, int classes, double largest) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double below = p[at + c] - largest;
      // Most of the time is in exp, and that of the largest is 1.
      sum += p[at + c] = below == 0 ? 1 : Math.exp(below);
    }
    for (int c = 0; c < classes; c++) p[at + c] /= sum;
    return sum;
  }

  /**
   * That of one pixel.
   *
   * @param z logits, of which those of the pixel begin at {@code first}
   */
  static int winner(float[] z, int first, int classes) {
    int best = 0;
    for (int c = 0; c < classes; c++) {
      if (!Float.isFinite(z[first + c]))
        throw new RobustJException(
            "The network's output contains "
                + z[first + c]
                + " instead of a finite number, so its training has diverged; train it again with a"
                + " lower learning_rate.");
      if (z[first + c] > z[first + best]) best = c;
    }
    return best;
  }
}
