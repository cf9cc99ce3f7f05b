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
 * {@link io.github.robustj.task.landmark.LandmarkLoss#HEAT_MAPS_AND_OFFSETS}: outputs {@code
 * [sample, y, x, 3 n]}, logits of n heat maps, vertical and horizontal offsets; targets {@code
 * [sample, landmark, column]}. The maps are drawn from the points in the graph, so that a batch of
 * targets is a few numbers. What stands for the class probabilities of a pixel in the other terms
 * is the softmax of a heat map over space: where its landmark is.
 */
final class LandmarkHead extends LossHead {

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

  /** Below every logit, and with digits to spare. */
  private static final float FAR = 1e9f;

  LandmarkHead(Ops tf) {
    super(tf);
  }

  @Override
  Operand<TFloat32> loss(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    return loss(outputs, targets, WEIGHT);
  }

  /** The same with heat maps that count more. */
  @Override
  Operand<TFloat32> supervised(LossGraph graph) {
    return training(graph.logits(), graph.targets());
  }

  Operand<TFloat32> training(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    return loss(outputs, targets, TRAINING_WEIGHT);
  }

  /**
   * The heat is the share of pixels in a disc everywhere, instead of one half (Lin et al., Focal
   * loss, 2017): getting there takes some hundred steps otherwise.
   */
  @Override
  float[] bias(int channels) {
    float[] bias = new float[channels];
    Arrays.fill(bias, 0, channels / 3, (float) Math.log(SHARE / (1 - SHARE)));
    return bias;
  }

  private Operand<TFloat32> loss(
      Operand<TFloat32> outputs, Operand<TFloat32> targets, float weight) {
    Operand<TFloat32> counts = mul(column(targets, PointRow.PRESENT), counted(outputs, targets));
    // Images without targets have rows of zeros, whose radius must not divide.
    Operand<TFloat32> radius = atLeast(1, column(targets, PointRow.RADIUS));
    Operand<TFloat32> dy = sub(column(targets, PointRow.Y), axis(outputs, 1));
    Operand<TFloat32> dx = sub(column(targets, PointRow.X), axis(outputs, 2));
    Operand<TFloat32> distance = add(tf.math.square(dy), tf.math.square(dx));
    Operand<TFloat32> limit = tf.math.square(radius);
    Operand<TFloat32> disc = mul(counts, number(tf.math.lessEqual(distance, limit)));
    Operand<TFloat32> exponent = tf.math.neg(div(distance, mul(limit, number(2))));
    Operand<TFloat32> heat = mul(disc, tf.math.exp(exponent));
    Operand<TInt32> landmarks = length(targets, 1);
    Operand<TFloat32> vertical = offset(map(outputs, landmarks, 1), div(dy, radius), disc);
    Operand<TFloat32> horizontal = offset(map(outputs, landmarks, 2), div(dx, radius), disc);
    Operand<TFloat32> logits = map(outputs, landmarks, 0);
    Operand<TFloat32> entropy =
        mean(sub(tf.math.softplus(logits), mul(logits, heat)), counts, 1, 2, 3);
    return add(mul(entropy, number(weight)), add(vertical, horizontal));
  }

  private Operand<TFloat32> offset(
      Operand<TFloat32> found, Operand<TFloat32> expected, Operand<TFloat32> disc) {
    return mean(tf.math.abs(sub(found, expected)), disc, 1, 2, 3);
  }

  /**
   * The pixels of the slice, {@code [sample, y, x, 1]}; see {@link io.github.robustj.data.Extent}.
   */
  @Override
  Operand<TFloat32> counted(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    Operand<TFloat32> first = slice(targets, new int[] {0, 0, 0}, -1, 1, -1);
    Operand<TFloat32> height = column(first, PointRow.SLICE_HEIGHT);
    Operand<TFloat32> width = column(first, PointRow.SLICE_WIDTH);
    Operand<TBool> down = within(source(outputs, first, PointRow.FIRST_Y), height);
    Operand<TBool> across = within(source(outputs, first, PointRow.FIRST_X), width);
    Operand<TBool> everything = tf.math.equal(height, number(0));
    return number(tf.math.logicalOr(tf.math.logicalAnd(down, across), everything));
  }

  /** Where the pixels lie in the slice along one axis, whose slopes stand behind its column. */
  private Operand<TFloat32> source(
      Operand<TFloat32> outputs, Operand<TFloat32> targets, int first) {
    Operand<TFloat32> byY = mul(column(targets, first + 1), axis(outputs, 1));
    Operand<TFloat32> byX = mul(column(targets, first + 2), axis(outputs, 2));
    return add(column(targets, first), add(byY, byX));
  }

  private Operand<TBool> within(Operand<TFloat32> place, Operand<TFloat32> length) {
    return tf.math.logicalAnd(
        tf.math.greaterEqual(place, number(-.5f)), tf.math.less(place, sub(length, number(.5f))));
  }

  /** The mean over the landmarks of {@code KL(p(from) || p(to))}, sums over space. */
  @Override
  Operand<TFloat32> divergence(
      Operand<TFloat32> from, Operand<TFloat32> to, Operand<TFloat32> counted) {
    Operand<TFloat32> logFrom = logSoftmax(from, counted);
    Operand<TFloat32> difference = sub(logFrom, logSoftmax(to, counted));
    return overLandmarks(mul(tf.math.exp(logFrom), difference), from);
  }

  /**
   * The mean over the landmarks of the sum over space of {@code (p - q)^2}: a mean over space would
   * be nothing beside the loss, since a heat map is spread over some hundred of many thousand
   * pixels.
   *
   * @param reference {@code [sample, y, x, n]}, scaled to q with a sum of 1; NaN counts as 0
   */
  @Override
  Operand<TFloat32> agreement(
      Operand<TFloat32> outputs, Operand<TFloat32> reference, Operand<TFloat32> counted) {
    Operand<TFloat32> given = rows(mul(known(reference), counted));
    Operand<TFloat32> total = tf.expandDims(sum(given, 1), tf.constant(1));
    Operand<TFloat32> q = div(given, atLeast(1e-6f, total));
    Operand<TFloat32> p = tf.math.exp(logSoftmax(outputs, counted));
    return overLandmarks(tf.math.square(sub(p, q)), outputs);
  }

  /**
   * Of the heat maps, a row each, sample after sample: {@code [sample * n, y * x]}. What does not
   * count has a logarithm so low that its probability is 0.
   */
  private Operand<TFloat32> logSoftmax(Operand<TFloat32> outputs, Operand<TFloat32> counted) {
    Operand<TFloat32> heat = map(outputs, landmarks(outputs), 0);
    return tf.nn.logSoftmax(rows(add(heat, mul(sub(counted, number(1)), number(FAR)))));
  }

  private Operand<TFloat32> rows(Operand<TFloat32> maps) {
    Operand<TInt32> pixels = tf.math.mul(length(maps, 1), length(maps, 2));
    Operand<TFloat32> turned = tf.linalg.transpose(maps, tf.constant(new int[] {0, 3, 1, 2}));
    return tf.reshape(turned, tf.stack(List.of(tf.constant(-1), pixels)));
  }

  /** Sums of rows, their mean over the landmarks of a sample. */
  private Operand<TFloat32> overLandmarks(Operand<TFloat32> rows, Operand<TFloat32> outputs) {
    Operand<TInt32> shape = tf.stack(List.of(tf.constant(-1), landmarks(outputs)));
    return tf.math.mean(tf.reshape(sum(rows, 1), shape), tf.constant(new int[] {1}));
  }

  private Operand<TInt32> landmarks(Operand<TFloat32> outputs) {
    return tf.math.div(length(outputs, 3), tf.constant(3));
  }

  /** {@code [sample, 1, 1, landmark]}. */
  private Operand<TFloat32> column(Operand<TFloat32> targets, int column) {
    Operand<TFloat32> values = slice(targets, new int[] {0, 0, column}, -1, -1, 1);
    Operand<TFloat32> flat = tf.squeeze(values, Squeeze.axis(List.of(2L)));
    return tf.expandDims(tf.expandDims(flat, tf.constant(1)), tf.constant(1));
  }

  /** One of the three kinds of maps, {@code [sample, y, x, landmark]}. */
  private Operand<TFloat32> map(Operand<TFloat32> outputs, Operand<TInt32> landmarks, int kind) {
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> all = tf.constant(-1);
    Operand<TInt32> first = tf.math.mul(landmarks, tf.constant(kind));
    return tf.slice(
        outputs,
        tf.stack(List.of(zero, zero, zero, first)),
        tf.stack(List.of(all, all, all, landmarks)));
  }
}
