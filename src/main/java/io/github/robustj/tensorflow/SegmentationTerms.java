package io.github.robustj.tensorflow;

import static io.github.robustj.tensorflow.SegmentationLoss.logSoftmax;
import static io.github.robustj.tensorflow.SegmentationLoss.oneHot;

import io.github.robustj.model.LossTerm;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The terms of {@link LossTerm} besides supervision as graphs, for class logits {@code [sample, y,
 * x, class]} and class indices {@code [sample, y, x, 1]}; each gives one value per sample.
 */
final class SegmentationTerms {

  /** Keeps logarithms finite where a float holds no smaller share. */
  private static final float TINY = 1e-12f;

  private SegmentationTerms() {}

  /** Mean of {@code KL(softmax(from) || softmax(to))}, over the pixels that count. */
  static Operand<TFloat32> divergence(
      Ops tf, Operand<TFloat32> from, Operand<TFloat32> to, Operand<TFloat32> counted) {
    return mean(tf, pixelDivergence(tf, from, to), counted);
  }

  static Operand<TFloat32> smoothness(
      Ops tf, Operand<TFloat32> clean, Operand<TFloat32> other, Operand<TFloat32> targets) {
    return divergence(tf, clean, other, counted(tf, targets));
  }

  static Operand<TFloat32> doubtfulSmoothness(
      Ops tf, Operand<TFloat32> clean, Operand<TFloat32> other, Operand<TFloat32> targets) {
    Operand<TFloat32> truth = oneHot(tf, targets, clean);
    Operand<TFloat32> right =
        sumClasses(tf, tf.math.mul(truth, tf.math.exp(logSoftmax(tf, clean))));
    Operand<TFloat32> doubt = tf.math.sub(tf.constant(1f), right);
    Operand<TFloat32> value = tf.math.mul(pixelDivergence(tf, clean, other), doubt);
    return mean(tf, value, counted(tf, targets));
  }

  static Operand<TFloat32> boostedCrossEntropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    Operand<TFloat32> truth = oneHot(tf, targets, logits);
    Operand<TFloat32> logProbabilities = logSoftmax(tf, logits);
    Operand<TFloat32> own = sumClasses(tf, tf.math.mul(truth, logProbabilities));
    Operand<TFloat32> far = tf.math.mul(truth, tf.constant(-1e9f));
    Operand<TFloat32> rival = winner(tf, tf.math.add(logProbabilities, far), logits);
    // Summing the others instead of taking the rival from 1 keeps the digits of a small rest.
    Operand<TFloat32> rest =
        sumClasses(
            tf, tf.math.mul(tf.math.sub(tf.constant(1f), rival), tf.math.exp(logProbabilities)));
    Operand<TFloat32> boost = tf.math.log(tf.math.maximum(rest, tf.constant(TINY)));
    return mean(tf, tf.math.neg(tf.math.add(own, boost)), counted(tf, targets));
  }

  /**
   * @param reference probabilities
   */
  static Operand<TFloat32> agreement(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> reference, Operand<TFloat32> targets) {
    Operand<TFloat32> probabilities = tf.math.exp(logSoftmax(tf, logits));
    Operand<TFloat32> difference = tf.math.sub(probabilities, reference);
    Operand<TFloat32> pixels = tf.math.mean(tf.math.square(difference), tf.constant(new int[] {3}));
    return mean(tf, pixels, counted(tf, targets));
  }

  private static Operand<TFloat32> pixelDivergence(
      Ops tf, Operand<TFloat32> from, Operand<TFloat32> to) {
    Operand<TFloat32> logFrom = logSoftmax(tf, from);
    Operand<TFloat32> difference = tf.math.sub(logFrom, logSoftmax(tf, to));
    return sumClasses(tf, tf.math.mul(tf.math.exp(logFrom), difference));
  }

  private static Operand<TFloat32> winner(
      Ops tf, Operand<TFloat32> scores, Operand<TFloat32> logits) {
    Operand<TInt32> best = tf.math.argMax(scores, tf.constant(3), TInt32.class);
    Operand<TInt32> classes = tf.gather(tf.shape(logits), tf.constant(3), tf.constant(0));
    return tf.oneHot(best, classes, tf.constant(1f), tf.constant(0f), OneHot.axis(-1L));
  }

  private static Operand<TFloat32> sumClasses(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(new int[] {3}));
  }

  /** 1 for pixels with a target, else 0: {@code [sample, y, x]}. */
  private static Operand<TFloat32> counted(Ops tf, Operand<TFloat32> targets) {
    Operand<TFloat32> flat = tf.squeeze(targets, Squeeze.axis(List.of(3L)));
    return tf.dtypes.cast(tf.math.greaterEqual(flat, tf.constant(0f)), TFloat32.class);
  }

  private static Operand<TFloat32> mean(
      Ops tf, Operand<TFloat32> pixels, Operand<TFloat32> counted) {
    Operand<TInt32> axes = tf.constant(new int[] {1, 2});
    Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(pixels, counted), axes);
    return tf.math.div(sum, tf.math.maximum(tf.reduceSum(counted, axes), tf.constant(1f)));
  }
}
