package io.github.robustj.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The terms of {@link io.github.robustj.model.LossTerm} that make sense of heat maps, where each
 * cell and class is a probability of its own; each gives one value per sample.
 */
final class DetectionTerms {

  private DetectionTerms() {}

  /**
   * The Kullback-Leibler divergence of the Bernoulli distributions of all cells and classes, summed
   * and divided by the sum of the first one's probabilities, at least 1. A mean over the cells
   * would be next to nothing, since most of them are empty in any image.
   *
   * @param from,to outputs, of which the first channels are the heat maps of so many classes
   * @param counted {@code [sample, y, x, class]}: 1 for what counts, else 0
   */
  static Operand<TFloat32> divergence(
      Ops tf,
      Operand<TFloat32> from,
      Operand<TFloat32> to,
      Operand<TFloat32> counted,
      int classes) {
    Operand<TFloat32> a = DetectionLossGraph.heatLogits(tf, from, classes);
    Operand<TFloat32> b = DetectionLossGraph.heatLogits(tf, to, classes);
    Operand<TFloat32> p = tf.math.sigmoid(a);
    // p (log p - log q) + (1 - p) (log (1 - p) - log (1 - q)), where log p = log (1 - p) + a.
    Operand<TFloat32> each =
        tf.math.add(
            tf.math.mul(p, tf.math.sub(a, b)),
            tf.math.sub(tf.math.softplus(b), tf.math.softplus(a)));
    Operand<TFloat32> mass = tf.stopGradient(sum(tf, tf.math.mul(p, counted)));
    return tf.math.div(sum(tf, tf.math.mul(each, counted)), tf.math.maximum(mass, tf.constant(1f)));
  }

  /**
   * The mean over the cells and classes that count of {@code (p - reference)^2}.
   *
   * @param reference probabilities {@code [sample, y, x, class]}
   * @param counted as of the divergence
   */
  static Operand<TFloat32> agreement(
      Ops tf,
      Operand<TFloat32> outputs,
      Operand<TFloat32> reference,
      Operand<TFloat32> counted,
      int classes) {
    Operand<TFloat32> p = tf.math.sigmoid(DetectionLossGraph.heatLogits(tf, outputs, classes));
    Operand<TFloat32> each = tf.math.square(tf.math.sub(p, reference));
    Operand<TFloat32> number = tf.math.maximum(sum(tf, counted), tf.constant(1f));
    return tf.math.div(sum(tf, tf.math.mul(each, counted)), number);
  }

  /** What counts in the loss, whose targets are those of {@link DetectionLossGraph}. */
  static Operand<TFloat32> counted(Ops tf, Operand<TFloat32> targets, int classes) {
    int[] begin = {0, 0, 0, classes};
    int[] size = {-1, -1, -1, classes};
    Operand<TFloat32> weights = tf.slice(targets, tf.constant(begin), tf.constant(size));
    return tf.dtypes.cast(tf.math.greater(weights, tf.constant(0f)), TFloat32.class);
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> map) {
    Operand<TInt32> all = tf.constant(new int[] {1, 2, 3});
    return tf.reduceSum(map, all);
  }
}
