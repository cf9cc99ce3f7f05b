package io.github.robustj.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The terms of {@link io.github.robustj.model.LossTerm} besides supervision as graphs, for outputs
 * {@code [sample, y, x, 3 n]} about n landmarks. What stands for the class probabilities of a pixel
 * is the softmax of a heat map over space: where its landmark is. Each gives one value per sample.
 */
final class HeatMapTerms {

  /** Below every logit, and with digits to spare. */
  private static final float FAR = 1e9f;

  private HeatMapTerms() {}

  /**
   * The mean over the landmarks of {@code KL(p(from) || p(to))}, sums over space.
   *
   * @param counted {@code [sample, y, x, 1]}: 1 for the pixels of the slice, else 0
   */
  static Operand<TFloat32> divergence(
      Ops tf, Operand<TFloat32> from, Operand<TFloat32> to, Operand<TFloat32> counted) {
    Operand<TFloat32> logFrom = logSoftmax(tf, from, counted);
    Operand<TFloat32> difference = tf.math.sub(logFrom, logSoftmax(tf, to, counted));
    return mean(tf, tf.math.mul(tf.math.exp(logFrom), difference), from);
  }

  /**
   * The mean over the landmarks of the sum over space of {@code (p - q)^2}: a mean over space would
   * be nothing beside the loss, since a heat map is spread over some hundred of many thousand
   * pixels.
   *
   * @param reference {@code [sample, y, x, n]}, scaled to q with a sum of 1; NaN counts as 0
   * @param counted as of the divergence
   */
  static Operand<TFloat32> agreement(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> reference, Operand<TFloat32> counted) {
    Operand<TFloat32> given = rows(tf, tf.math.mul(DivergenceGraph.known(tf, reference), counted));
    Operand<TFloat32> total = tf.expandDims(tf.reduceSum(given, ints(tf, 1)), tf.constant(1));
    Operand<TFloat32> q = tf.math.div(given, tf.math.maximum(total, tf.constant(1e-6f)));
    Operand<TFloat32> p = tf.math.exp(logSoftmax(tf, outputs, counted));
    return mean(tf, tf.math.square(tf.math.sub(p, q)), outputs);
  }

  /**
   * Of the heat maps, a row each, sample after sample: {@code [sample * n, y * x]}. What does not
   * count has a logarithm so low that its probability is 0.
   */
  private static Operand<TFloat32> logSoftmax(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> counted) {
    Operand<TInt32> n = landmarks(tf, outputs);
    Operand<TInt32> all = tf.constant(-1);
    Operand<TFloat32> heat =
        tf.slice(outputs, ints(tf, 0, 0, 0, 0), tf.stack(List.of(all, all, all, n)));
    Operand<TFloat32> out = tf.math.mul(tf.math.sub(counted, tf.constant(1f)), tf.constant(FAR));
    return tf.nn.logSoftmax(rows(tf, tf.math.add(heat, out)));
  }

  private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> maps) {
    Operand<TInt32> pixels = tf.math.mul(axis(tf, maps, 1), axis(tf, maps, 2));
    Operand<TFloat32> turned = tf.linalg.transpose(maps, ints(tf, 0, 3, 1, 2));
    return tf.reshape(turned, tf.stack(List.of(tf.constant(-1), pixels)));
  }

  /** Sums of rows, their mean over the landmarks of a sample. */
  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> outputs) {
    Operand<TInt32> shape = tf.stack(List.of(tf.constant(-1), landmarks(tf, outputs)));
    return tf.math.mean(tf.reshape(tf.reduceSum(rows, ints(tf, 1)), shape), ints(tf, 1));
  }

  private static Operand<TInt32> landmarks(Ops tf, Operand<TFloat32> outputs) {
    return tf.math.div(axis(tf, outputs, 3), tf.constant(3));
  }

  private static Operand<TInt32> axis(Ops tf, Operand<TFloat32> maps, int axis) {
    return tf.gather(tf.shape(maps), tf.constant(axis), tf.constant(0));
  }

  private static Operand<TInt32> ints(Ops tf, int... values) {
    return tf.constant(values);
  }
}
