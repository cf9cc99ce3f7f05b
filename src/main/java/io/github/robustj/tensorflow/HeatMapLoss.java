package io.github.robustj.tensorflow;

import io.github.robustj.data.PointRow;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@link io.github.robustj.model.Loss#HEAT_MAPS_AND_OFFSETS} as a graph. The maps are drawn from
 * the points in the graph, so that a batch of targets is a few numbers.
 */
final class HeatMapLoss {

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
    Operand<TFloat32> counts =
        tf.math.mul(column(tf, targets, PointRow.PRESENT), counted(tf, outputs, targets));
    // Images without targets have rows of zeros, whose radius must not divide.
    Operand<TFloat32> radius =
        tf.math.maximum(column(tf, targets, PointRow.RADIUS), tf.constant(1f));
    Operand<TFloat32> dy = tf.math.sub(column(tf, targets, PointRow.Y), axis(tf, outputs, 1));
    Operand<TFloat32> dx = tf.math.sub(column(tf, targets, PointRow.X), axis(tf, outputs, 2));
    Operand<TFloat32> distance = tf.math.add(tf.math.square(dy), tf.math.square(dx));
    Operand<TFloat32> limit = tf.math.square(radius);
    Operand<TFloat32> disc =
        tf.math.mul(counts, tf.dtypes.cast(tf.math.lessEqual(distance, limit), TFloat32.class));
    Operand<TFloat32> exponent =
        tf.math.neg(tf.math.div(distance, tf.math.mul(limit, tf.constant(2f))));
    Operand<TFloat32> heat = tf.math.mul(disc, tf.math.exp(exponent));
    Operand<TFloat32> vertical =
        offset(tf, map(tf, outputs, targets, 1), tf.math.div(dy, radius), disc);
    Operand<TFloat32> horizontal =
        offset(tf, map(tf, outputs, targets, 2), tf.math.div(dx, radius), disc);
    Operand<TFloat32> entropy = crossEntropy(tf, map(tf, outputs, targets, 0), heat, counts);
    return tf.math.add(
        tf.math.mul(entropy, tf.constant(weight)), tf.math.add(vertical, horizontal));
  }

  /** The mean over the pixels that count of the landmarks that are present. */
  private static Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> heat, Operand<TFloat32> counts) {
    Operand<TFloat32> each = tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, heat));
    return mean(tf, tf.math.mul(each, counts), counts);
  }

  /**
   * 1 for the pixels of the slice, else 0, {@code [sample, y, x, 1]}; see {@link
   * io.github.robustj.data.Extent}.
   */
  static Operand<TFloat32> counted(Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    Operand<TFloat32> first =
        tf.slice(targets, tf.constant(new int[] {0, 0, 0}), tf.constant(new int[] {-1, 1, -1}));
    Operand<TFloat32> height = column(tf, first, PointRow.SLICE_HEIGHT);
    Operand<TFloat32> width = column(tf, first, PointRow.SLICE_WIDTH);
    Operand<TBool> down = within(tf, source(tf, outputs, first, PointRow.FIRST_Y), height);
    Operand<TBool> across = within(tf, source(tf, outputs, first, PointRow.FIRST_X), width);
    Operand<TBool> everything = tf.math.equal(height, tf.constant(0f));
    Operand<TBool> shown = tf.math.logicalOr(tf.math.logicalAnd(down, across), everything);
    return tf.dtypes.cast(shown, TFloat32.class);
  }

  /** Where the pixels lie in the slice along one axis, whose slopes stand behind its column. */
  private static Operand<TFloat32> source(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets, int first) {
    Operand<TFloat32> byY = tf.math.mul(column(tf, targets, first + 1), axis(tf, outputs, 1));
    Operand<TFloat32> byX = tf.math.mul(column(tf, targets, first + 2), axis(tf, outputs, 2));
    return tf.math.add(column(tf, targets, first), tf.math.add(byY, byX));
  }

  private static Operand<TBool> within(Ops tf, Operand<TFloat32> place, Operand<TFloat32> length) {
    Operand<TFloat32> half = tf.constant(.5f);
    return tf.math.logicalAnd(
        tf.math.greaterEqual(place, tf.math.neg(half)),
        tf.math.less(place, tf.math.sub(length, half)));
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
