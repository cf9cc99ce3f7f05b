package io.github.robustj.tensorflow;

import io.github.robustj.task.detection.BoxMaps;
import io.github.robustj.task.detection.BoxOutputs;
import io.github.robustj.task.detection.DetectionLoss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@link io.github.robustj.model.Loss#FOCAL_AND_BOXES} as a graph, for targets as {@link
 * BoxMaps#packed} gives them.
 */
final class DetectionLossGraph {

  /** Keeps quotients finite where a box has no area, which then has no weight either. */
  private static final float TINY = 1e-9f;

  private static final int PAST_THE_CLASSES = BoxOutputs.GEOMETRY;

  private final Ops tf;
  private final Operand<TFloat32> outputs;
  private final Operand<TFloat32> targets;
  private final int classes;

  private DetectionLossGraph(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets, int classes) {
    this.tf = tf;
    this.outputs = outputs;
    this.targets = targets;
    this.classes = classes;
  }

  /** The bias of a fresh network: nothing is likely anywhere, boxes are some 30 pixels large. */
  static float[] bias(int outputChannels) {
    float[] bias = new float[outputChannels];
    int classes = outputChannels - PAST_THE_CLASSES;
    for (int c = 0; c < classes; c++) bias[c] = (float) -Math.log((1 - .02) / .02);
    bias[classes + 2] = 2;
    bias[classes + 3] = 2;
    return bias;
  }

  /** How many classes outputs speak of. */
  static int classes(Operand<TFloat32> outputs) {
    return (int) outputs.asOutput().shape().get(3) - PAST_THE_CLASSES;
  }

  /**
   * @param outputs see {@link BoxOutputs}
   * @param targets {@code [sample, y, x, 2 classes + 5]}
   * @return one value per sample
   */
  static Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    DetectionLossGraph graph = new DetectionLossGraph(tf, outputs, targets, classes(outputs));
    Operand<TFloat32> box = graph.times(graph.box(), (float) DetectionLoss.BOX_WEIGHT);
    return tf.math.add(graph.heat(), box);
  }

  /** The logits of the classes. */
  static Operand<TFloat32> heatLogits(Ops tf, Operand<TFloat32> outputs, int classes) {
    return channels(tf, outputs, 0, classes);
  }

  private Operand<TFloat32> heat() {
    Operand<TFloat32> z = channels(tf, outputs, 0, classes);
    Operand<TFloat32> y = channels(tf, targets, 0, classes);
    Operand<TFloat32> weight = channels(tf, targets, classes, classes);
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> peak = tf.dtypes.cast(tf.math.equal(y, one), TFloat32.class);
    Operand<TFloat32> p = tf.math.sigmoid(z);
    Operand<TFloat32> missed =
        tf.math.mul(tf.math.square(tf.math.sub(one, p)), tf.math.softplus(tf.math.neg(z)));
    Operand<TFloat32> seen = tf.math.mul(tf.math.square(p), tf.math.softplus(z));
    Operand<TFloat32> away = tf.math.square(tf.math.square(tf.math.sub(one, y)));
    Operand<TFloat32> focal = tf.math.add(tf.math.mul(peak, missed), tf.math.mul(away, seen));
    return sum(tf.math.mul(weight, focal));
  }

  /** Of {@code 1 - GIoU}, in cells. */
  private Operand<TFloat32> box() {
    Operand<TFloat32> x = tf.math.add(center(2), channels(tf, outputs, classes, 1));
    Operand<TFloat32> y = tf.math.add(center(1), channels(tf, outputs, classes + 1, 1));
    Operand<TFloat32> halfWidth = halfSize(classes + 2);
    Operand<TFloat32> halfHeight = halfSize(classes + 3);
    Span across = Span.of(this, x, halfWidth, 2 * classes);
    Span down = Span.of(this, y, halfHeight, 2 * classes + 1);
    Operand<TFloat32> common = tf.math.mul(across.common(), down.common());
    Operand<TFloat32> areas =
        tf.math.add(
            tf.math.mul(across.found(), down.found()), tf.math.mul(across.true_(), down.true_()));
    Operand<TFloat32> union = atLeastTiny(tf.math.sub(areas, common));
    Operand<TFloat32> hull = atLeastTiny(tf.math.mul(across.hull(), down.hull()));
    Operand<TFloat32> iou = tf.math.div(common, union);
    Operand<TFloat32> gap = tf.math.div(tf.math.sub(hull, union), hull);
    Operand<TFloat32> loss = tf.math.add(tf.math.sub(tf.constant(1f), iou), gap);
    return sum(tf.math.mul(channels(tf, targets, 2 * classes + 4, 1), loss));
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
      Operand<TFloat32> true_) {

    static Span of(DetectionLossGraph g, Operand<TFloat32> center, Operand<TFloat32> half, int at) {
      Ops tf = g.tf;
      Operand<TFloat32> low = tf.math.sub(center, half);
      Operand<TFloat32> high = tf.math.add(center, half);
      Operand<TFloat32> trueLow = g.times(channels(tf, g.targets, at, 1), 1f / BoxMaps.STRIDE);
      Operand<TFloat32> trueHigh = g.times(channels(tf, g.targets, at + 2, 1), 1f / BoxMaps.STRIDE);
      Operand<TFloat32> overlap =
          tf.math.sub(tf.math.minimum(high, trueHigh), tf.math.maximum(low, trueLow));
      return new Span(
          tf.nn.relu(overlap),
          tf.math.sub(tf.math.maximum(high, trueHigh), tf.math.minimum(low, trueLow)),
          g.times(half, 2),
          tf.math.sub(trueHigh, trueLow));
    }
  }

  private Operand<TFloat32> halfSize(int channel) {
    Operand<TFloat32> log =
        tf.math.minimum(channels(tf, outputs, channel, 1), tf.constant((float) BoxOutputs.LARGEST));
    return times(tf.math.exp(log), .5f);
  }

  /** The middles of the cells along an axis. */
  private Operand<TFloat32> center(int axis) {
    return tf.math.add(HeatMapLoss.axis(tf, outputs, axis), tf.constant(.5f));
  }

  private Operand<TFloat32> times(Operand<TFloat32> value, float factor) {
    return tf.math.mul(value, tf.constant(factor));
  }

  private Operand<TFloat32> atLeastTiny(Operand<TFloat32> value) {
    return tf.math.maximum(value, tf.constant(TINY));
  }

  private Operand<TFloat32> sum(Operand<TFloat32> map) {
    Operand<TInt32> all = tf.constant(new int[] {1, 2, 3});
    return tf.reduceSum(map, all);
  }

  private static Operand<TFloat32> channels(Ops tf, Operand<TFloat32> map, int first, int count) {
    return tf.slice(
        map, tf.constant(new int[] {0, 0, 0, first}), tf.constant(new int[] {-1, -1, -1, count}));
  }
}
