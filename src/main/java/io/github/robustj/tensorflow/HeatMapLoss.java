package io.github.robustj.tensorflow;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@link io.github.robustj.model.Loss#HEAT_MAPS_AND_OFFSETS} as a graph. The maps are drawn from
 * the points in the graph, so that a batch of targets is a few numbers.
 */
final class HeatMapLoss {

  private static final int PRESENT = 0;
  private static final int Y = 1;
  private static final int X = 2;
  private static final int RADIUS = 3;

  /** Of the heat maps' cross-entropy in the loss. */
  private static final float WEIGHT = 2;

  /**
   * In training. A disc covers a hundredth of the image, so that in the mean over all pixels the
   * heat maps weigh a tenth of what the offsets do, and are learned long after them: with this
   * weight all three start at about the same size.
   */
  private static final float TRAINING_WEIGHT = 40;

  /** The share of pixels in a disc: (pi / 400) of the squared longest side, in an image of 4:3. */
  private static final double SHARE = .01;

  private HeatMapLoss() {}

  /**
   * @param outputs {@code [sample, y, x, 3 n]}: heat map logits, vertical, horizontal offsets
   * @param targets {@code [sample, landmark, column]}
   * @return one value per sample
   */
  static Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    return perSample(tf, outputs, targets, WEIGHT);
  }

  /** The same with heat maps that count more; what training minimises. */
  static Operand<TFloat32> training(Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    return perSample(tf, outputs, targets, TRAINING_WEIGHT);
  }

  /**
   * Biases of the outputs of a fresh network, with which its heat is the share of pixels in a disc
   * everywhere, instead of one half (Lin et al., Focal loss, 2017): getting there takes some
   * hundred steps otherwise.
   */
  static float[] initialBias(int outputs) {
    float[] bias = new float[outputs];
    Arrays.fill(bias, 0, outputs / 3, (float) Math.log(SHARE / (1 - SHARE)));
    return bias;
  }

  private static Operand<TFloat32> perSample(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets, float weight) {
    Operand<TFloat32> present = column(tf, targets, PRESENT);
    // Images without targets have rows of zeros, whose radius must not divide.
    Operand<TFloat32> radius = tf.math.maximum(column(tf, targets, RADIUS), tf.constant(1f));
    Operand<TFloat32> dy = tf.math.sub(column(tf, targets, Y), axis(tf, outputs, 1));
    Operand<TFloat32> dx = tf.math.sub(column(tf, targets, X), axis(tf, outputs, 2));
    Operand<TFloat32> distance = tf.math.add(tf.math.square(dy), tf.math.square(dx));
    Operand<TFloat32> limit = tf.math.square(radius);
    Operand<TFloat32> disc =
        tf.math.mul(present, tf.dtypes.cast(tf.math.lessEqual(distance, limit), TFloat32.class));
    Operand<TFloat32> exponent =
        tf.math.neg(tf.math.div(distance, tf.math.mul(limit, tf.constant(2f))));
    Operand<TFloat32> heat = tf.math.mul(disc, tf.math.exp(exponent));
    Operand<TFloat32> vertical =
        offset(tf, map(tf, outputs, targets, 1), tf.math.div(dy, radius), disc);
    Operand<TFloat32> horizontal =
        offset(tf, map(tf, outputs, targets, 2), tf.math.div(dx, radius), disc);
    Operand<TFloat32> entropy = crossEntropy(tf, map(tf, outputs, targets, 0), heat, present);
    return tf.math.add(
        tf.math.mul(entropy, tf.constant(weight)), tf.math.add(vertical, horizontal));
  }

  /** The mean over the pixels of the landmarks that are present. */
  private static Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> heat, Operand<TFloat32> present) {
    Operand<TFloat32> each = tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, heat));
    Operand<TFloat32> counted =
        tf.math.mul(tf.math.add(tf.zerosLike(logits), tf.constant(1f)), present);
    return mean(tf, tf.math.mul(each, counted), counted);
  }

  private static Operand<TFloat32> offset(
      Ops tf, Operand<TFloat32> found, Operand<TFloat32> expected, Operand<TFloat32> disc) {
    Operand<TFloat32> each = tf.math.abs(tf.math.sub(found, expected));
    return mean(tf, tf.math.mul(each, disc), disc);
  }

  /** Per sample; 0 over nothing. */
  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> sum, Operand<TFloat32> count) {
    Operand<TInt32> all = tf.constant(new int[] {1, 2, 3});
    return tf.math.div(
        tf.reduceSum(sum, all), tf.math.maximum(tf.reduceSum(count, all), tf.constant(1f)));
  }

  /** {@code [sample, 1, 1, landmark]}. */
  private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> targets, int column) {
    Operand<TFloat32> values =
        tf.slice(
            targets, tf.constant(new int[] {0, 0, column}), tf.constant(new int[] {-1, -1, 1}));
    Operand<TFloat32> flat = tf.squeeze(values, Squeeze.axis(List.of(2L)));
    return tf.expandDims(tf.expandDims(flat, tf.constant(1)), tf.constant(1));
  }

  /** The numbers of the rows, {@code [1, y, 1, 1]}, or of the columns, {@code [1, 1, x, 1]}. */
  static Operand<TFloat32> axis(Ops tf, Operand<TFloat32> outputs, int axis) {
    Operand<TInt32> length = tf.gather(tf.shape(outputs), tf.constant(axis), tf.constant(0));
    Operand<TInt32> numbers = tf.range(tf.constant(0), length, tf.constant(1));
    int[] shape = {1, 1, 1, 1};
    shape[axis] = -1;
    return tf.reshape(tf.dtypes.cast(numbers, TFloat32.class), tf.constant(shape));
  }

  /** One of the three kinds of maps, {@code [sample, y, x, landmark]}. */
  private static Operand<TFloat32> map(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets, int kind) {
    Operand<TInt32> landmarks = tf.gather(tf.shape(targets), tf.constant(1), tf.constant(0));
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> all = tf.constant(-1);
    Operand<TInt32> begin =
        tf.stack(List.of(zero, zero, zero, tf.math.mul(landmarks, tf.constant(kind))));
    return tf.slice(outputs, begin, tf.stack(List.of(all, all, all, landmarks)));
  }
}
