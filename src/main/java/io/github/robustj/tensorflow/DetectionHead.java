package io.github.robustj.tensorflow;

import io.github.robustj.task.detection.BoxMaps;
import io.github.robustj.task.detection.BoxOutputs;
import io.github.robustj.task.detection.DetectionLoss;
import io.github.robustj.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@link io.github.robustj.task.detection.DetectionLoss#FOCAL_AND_BOXES}: outputs as in {@link
 * BoxOutputs}, targets {@code [sample, y, x, 2 classes + 5]} as {@link BoxMaps#packed} gives them.
 * Of the other terms each cell and class is a probability of its own.
 */
final class DetectionHead extends LossHead {

  /** Keeps quotients finite where a box has no area, which then has no weight either. */
  private static final float TINY = 1e-9f;

  private final int classes;

  /**
   * @param channels of the outputs
   */
  DetectionHead(Ops tf, int channels) {
    super(tf);
    classes = channels - BoxOutputs.GEOMETRY;
  }

  /** Nothing is likely anywhere, boxes are some 30 pixels large. */
  @Override
  float[] bias(int channels) {
    float[] bias = new float[channels];
    for (int c = 0; c < classes; c++) bias[c] = (float) -Math.log((1 - .02) / .02);
    bias[classes + 2] = 2;
    bias[classes + 3] = 2;
    return bias;
  }

  /** The maps that are made of the rows. */
  @Override
  Tensor fed(Tensor images, Tensor targets) {
    return BoxMaps.of(targets, images.shape(1), images.shape(2), classes).packed();
  }

  @Override
  Operand<TFloat32> loss(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    Operand<TFloat32> box = mul(box(outputs, targets), number((float) DetectionLoss.BOX_WEIGHT));
    return add(focal(outputs, targets), box);
  }

  /**
   * The Kullback-Leibler divergence of the Bernoulli distributions of all cells and classes, summed
   * and divided by the sum of the first one's probabilities, at least 1. A mean over the cells
   * would be next to nothing, since most of them are empty in any image.
   */
  @Override
  Operand<TFloat32> divergence(
      Operand<TFloat32> from, Operand<TFloat32> to, Operand<TFloat32> counted) {
    Operand<TFloat32> a = heat(from);
    Operand<TFloat32> b = heat(to);
    Operand<TFloat32> p = tf.math.sigmoid(a);
    // p (log p - log q) + (1 - p) (log (1 - p) - log (1 - q)), where log p = log (1 - p) + a.
    Operand<TFloat32> each = add(mul(p, sub(a, b)), sub(tf.math.softplus(b), tf.math.softplus(a)));
    Operand<TFloat32> mass = tf.stopGradient(total(mul(p, counted)));
    return div(total(mul(each, counted)), atLeast(1, mass));
  }

  /** The mean over the cells and classes that count of {@code (p - reference)^2}. */
  @Override
  Operand<TFloat32> agreement(
      Operand<TFloat32> outputs, Operand<TFloat32> reference, Operand<TFloat32> counted) {
    Operand<TFloat32> p = tf.math.sigmoid(heat(outputs));
    return mean(tf.math.square(sub(p, reference)), counted, 1, 2, 3);
  }

  /** {@code [sample, y, x, class]}. */
  @Override
  Operand<TFloat32> counted(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    return number(tf.math.greater(channels(targets, classes, classes), number(0)));
  }

  @Override
  Operand<TFloat32> counted(Operand<TFloat32> present) {
    return heat(present);
  }

  private Operand<TFloat32> focal(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    Operand<TFloat32> z = heat(outputs);
    Operand<TFloat32> y = channels(targets, 0, classes);
    Operand<TFloat32> weight = channels(targets, classes, classes);
    Operand<TFloat32> one = number(1);
    Operand<TFloat32> peak = number(tf.math.equal(y, one));
    Operand<TFloat32> p = tf.math.sigmoid(z);
    Operand<TFloat32> missed = mul(tf.math.square(sub(one, p)), tf.math.softplus(tf.math.neg(z)));
    Operand<TFloat32> found = mul(tf.math.square(p), tf.math.softplus(z));
    Operand<TFloat32> away = tf.math.square(tf.math.square(sub(one, y)));
    Operand<TFloat32> focal = add(mul(peak, missed), mul(away, found));
    return total(mul(weight, focal));
  }

  /** Of {@code 1 - GIoU}, in cells. */
  private Operand<TFloat32> box(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    Operand<TFloat32> x = add(center(outputs, 2), channels(outputs, classes, 1));
    Operand<TFloat32> y = add(center(outputs, 1), channels(outputs, classes + 1, 1));
    Span across = span(x, halfSize(outputs, classes + 2), targets, 2 * classes);
    Span down = span(y, halfSize(outputs, classes + 3), targets, 2 * classes + 1);
    Operand<TFloat32> common = mul(across.common(), down.common());
    Operand<TFloat32> areas =
        add(mul(across.found(), down.found()), mul(across.true_(), down.true_()));
    Operand<TFloat32> union = atLeast(TINY, sub(areas, common));
    Operand<TFloat32> hull = atLeast(TINY, mul(across.hull(), down.hull()));
    Operand<TFloat32> iou = div(common, union);
    Operand<TFloat32> gap = div(sub(hull, union), hull);
    Operand<TFloat32> loss = add(sub(number(1), iou), gap);
    return total(mul(channels(targets, 2 * classes + 4, 1), loss));
  }

  /**
   * Two boxes along one axis.
   *
   * @param common the length that they share
   * @param hull the length that they span
   * @param found of the predicted one, {@code true_} of the true one
   */
  private record Span(
      Operand<TFloat32> common,
      Operand<TFloat32> hull,
      Operand<TFloat32> found,
      Operand<TFloat32> true_) {}

  private Span span(
      Operand<TFloat32> center, Operand<TFloat32> half, Operand<TFloat32> targets, int at) {
    Operand<TFloat32> low = sub(center, half);
    Operand<TFloat32> high = add(center, half);
    Operand<TFloat32> cell = number(1f / BoxMaps.STRIDE);
    Operand<TFloat32> trueLow = mul(channels(targets, at, 1), cell);
    Operand<TFloat32> trueHigh = mul(channels(targets, at + 2, 1), cell);
    return new Span(
        tf.nn.relu(sub(tf.math.minimum(high, trueHigh), tf.math.maximum(low, trueLow))),
        sub(tf.math.maximum(high, trueHigh), tf.math.minimum(low, trueLow)),
        mul(half, number(2)),
        sub(trueHigh, trueLow));
  }

  private Operand<TFloat32> halfSize(Operand<TFloat32> outputs, int channel) {
    Operand<TFloat32> log =
        tf.math.minimum(channels(outputs, channel, 1), number((float) BoxOutputs.LARGEST));
    return mul(tf.math.exp(log), number(.5f));
  }

  /** The middles of the cells along an axis. */
  private Operand<TFloat32> center(Operand<TFloat32> outputs, int axis) {
    return add(axis(outputs, axis), number(.5f));
  }

  /** The logits of the classes. */
  private Operand<TFloat32> heat(Operand<TFloat32> outputs) {
    return channels(outputs, 0, classes);
  }

  private Operand<TFloat32> channels(Operand<TFloat32> map, int first, int count) {
    return slice(map, new int[] {0, 0, 0, first}, -1, -1, -1, count);
  }

  private Operand<TFloat32> total(Operand<TFloat32> map) {
    return sum(map, 1, 2, 3);
  }
}
