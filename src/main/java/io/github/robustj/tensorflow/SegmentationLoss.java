package io.github.robustj.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** {@link io.github.robustj.model.Loss#CROSS_ENTROPY_AND_DICE} as a graph. */
final class SegmentationLoss {

  private static final float SMOOTH = 1e-5f;

  private SegmentationLoss() {}

  /**
   * @param logits {@code [sample, y, x, class]}
   * @param targets class indices {@code [sample, y, x, 1]}, negative to leave a pixel out
   * @return one value per sample
   */
  static Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    Operand<TInt32> pixels = tf.constant(new int[] {1, 2});
    Operand<TFloat32> truth = oneHot(tf, targets, logits);
    Operand<TFloat32> counted =
        tf.dtypes.cast(tf.math.greaterEqual(targets, tf.constant(0f)), TFloat32.class);
    Operand<TFloat32> logProbabilities = logSoftmax(tf, logits);
    Operand<TFloat32> all = tf.reduceSum(counted, tf.constant(new int[] {1, 2, 3}));
    Operand<TFloat32> crossEntropy =
        tf.math.neg(
            tf.math.div(
                tf.reduceSum(
                    tf.math.mul(truth, logProbabilities), tf.constant(new int[] {1, 2, 3})),
                tf.math.maximum(all, tf.constant(1f))));
    Operand<TFloat32> probabilities = tf.math.mul(tf.math.exp(logProbabilities), counted);
    Operand<TFloat32> overlap = tf.reduceSum(tf.math.mul(truth, probabilities), pixels);
    Operand<TFloat32> sizes = tf.reduceSum(tf.math.add(truth, probabilities), pixels);
    Operand<TFloat32> dice =
        tf.math.div(
            tf.math.add(tf.math.mul(overlap, tf.constant(2f)), tf.constant(SMOOTH)),
            tf.math.add(sizes, tf.constant(SMOOTH)));
    Operand<TFloat32> foreground =
        tf.slice(dice, tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, -1}));
    Operand<TFloat32> meanDice = tf.math.mean(foreground, tf.constant(new int[] {1}));
    return tf.math.add(crossEntropy, tf.math.sub(tf.constant(1f), meanDice));
  }

  /**
   * The loss over all supervised levels of the decoder, level i with the weight {@code 1 / 2^i},
   * weights adding up to 1. Coarse targets are the nearest fine ones.
   *
   * @param targets of the padded images
   */
  static Operand<TFloat32> deeplySupervised(
      Ops tf, List<Operand<TFloat32>> levels, Operand<TFloat32> targets) {
    double total = 2 - Math.pow(.5, levels.size() - 1);
    Operand<TFloat32> sum = null;
    for (int i = 0; i < levels.size(); i++) {
      Operand<TFloat32> coarse = i == 0 ? targets : everyNth(tf, targets, 1 << i);
      Operand<TFloat32> loss = perSample(tf, levels.get(i), coarse);
      Operand<TFloat32> weighted =
          tf.math.mul(loss, tf.constant((float) (Math.pow(.5, i) / total)));
      sum = sum == null ? weighted : tf.math.add(sum, weighted);
    }
    return sum;
  }

  /**
   * Over the last axis. TensorFlow's own gradient of log-softmax is right for matrices only, hence
   * the detour.
   */
  static Operand<TFloat32> logSoftmax(Ops tf, Operand<TFloat32> logits) {
    Operand<TInt32> shape = tf.shape(logits);
    Operand<TInt32> rows = tf.constant(new int[] {-1});
    Operand<TInt32> classes =
        tf.slice(shape, tf.constant(new int[] {3}), tf.constant(new int[] {1}));
    Operand<TInt32> matrix = tf.concat(List.of(rows, classes), tf.constant(0));
    return tf.reshape(tf.nn.logSoftmax(tf.reshape(logits, matrix)), shape);
  }

  static Operand<TFloat32> oneHot(Ops tf, Operand<TFloat32> targets, Operand<TFloat32> logits) {
    Operand<TInt32> indices =
        tf.dtypes.cast(tf.squeeze(targets, Squeeze.axis(List.of(3L))), TInt32.class);
    Operand<TInt32> classes = tf.gather(tf.shape(logits), tf.constant(3), tf.constant(0));
    return tf.oneHot(indices, classes, tf.constant(1f), tf.constant(0f));
  }

  private static Operand<TFloat32> everyNth(Ops tf, Operand<TFloat32> map, int n) {
    return tf.stridedSlice(
        map,
        tf.constant(new int[] {0, 0, 0, 0}),
        tf.constant(new int[] {0, 0, 0, 0}),
        tf.constant(new int[] {1, n, n, 1}),
        StridedSlice.endMask(15L));
  }
}
