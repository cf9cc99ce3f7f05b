package io.github.robustj.tensorflow;

import static java.util.stream.Collectors.joining;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Loss;
import io.github.robustj.task.detection.DetectionLoss;
import io.github.robustj.task.landmark.LandmarkLoss;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.TermBatch.Kind;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Min;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The losses of one task as parts of a graph: what attacks climb, what trainings minimise, and the
 * other terms of {@link io.github.robustj.model.LossTerm}. Each gives one value per sample.
 */
abstract class LossHead {

  private static final Map<Loss, Making> HEADS =
      Map.of(
          Loss.CROSS_ENTROPY_AND_DICE,
          (tf, channels, stride) -> new SegmentationHead(tf),
          LandmarkLoss.HEAT_MAPS_AND_OFFSETS,
          (tf, channels, stride) -> new LandmarkHead(tf),
          DetectionLoss.FOCAL_AND_BOXES,
          (tf, channels, stride) -> new DetectionHead(tf, channels),
          Loss.PROBABILITY_AND_DISTANCES,
          (tf, channels, stride) -> new StarHead(tf, channels - 1, stride));

  final Ops tf;

  private interface Making {
    LossHead of(Ops tf, int channels, int stride);
  }

  LossHead(Ops tf) {
    this.tf = tf;
  }

  /**
   * @param channels of the outputs
   * @param stride pixels, across and down, that share an output
   * @throws RobustJException if the loss is none that RobustJ can make a graph of
   */
  static LossHead of(Loss loss, Ops tf, int channels, int stride) {
    Making head = HEADS.get(loss);
    if (head == null)
      throw new RobustJException(
          "TensorFlow cannot compute the loss %s, for which RobustJ has no graph; choose one of %s."
              .formatted(
                  Excerpt.of(loss.name()),
                  HEADS.keySet().stream().map(Loss::name).sorted().collect(joining(", "))));
    return head.of(tf, channels, stride);
  }

  /** The {@link Loss}. */
  abstract Operand<TFloat32> loss(Operand<TFloat32> outputs, Operand<TFloat32> targets);

  /** What training minimises, of the outputs alone. */
  Operand<TFloat32> supervised(LossGraph graph) {
    return graph.loss();
  }

  /** What training minimises, of all that a network of RobustJ's own says. */
  Operand<TFloat32> supervised(UNet network, LossGraph graph) {
    return supervised(graph);
  }

  /** What the output channels of a fresh network start from. */
  float[] bias(int channels) {
    return new float[channels];
  }

  /**
   * What the placeholder of the targets is fed with.
   *
   * @param images that the targets belong to
   */
  Tensor fed(Tensor images, Tensor targets) {
    return targets;
  }

  /** How far the second outputs are from the first ones, over what counts. */
  abstract Operand<TFloat32> divergence(
      Operand<TFloat32> from, Operand<TFloat32> to, Operand<TFloat32> counted);

  /** How far the outputs are from probabilities, over what counts. */
  abstract Operand<TFloat32> agreement(
      Operand<TFloat32> outputs, Operand<TFloat32> reference, Operand<TFloat32> counted);

  /** 1 for what counts in the loss, else 0. */
  abstract Operand<TFloat32> counted(Operand<TFloat32> outputs, Operand<TFloat32> targets);

  /**
   * The same where outputs are compared with a reference.
   *
   * @param present 1 where the reference is known, else 0
   */
  Operand<TFloat32> counted(Operand<TFloat32> present) {
    return tf.min(present, tf.constant(new int[] {3}), Min.keepDims(true));
  }

  /** The divergence from outputs that are NaN where they are not known. */
  final Operand<TFloat32> divergence(Operand<TFloat32> reference, Operand<TFloat32> outputs) {
    Operand<TFloat32> present = sub(number(1), number(tf.math.isNan(reference)));
    return divergence(known(reference), outputs, counted(present));
  }

  /**
   * A term besides supervision.
   *
   * @param clean outputs for the images that an adversarial one was made of
   * @param reference of an agreement
   */
  Operand<TFloat32> term(
      Kind kind,
      Operand<TFloat32> clean,
      Operand<TFloat32> outputs,
      Operand<TFloat32> reference,
      Operand<TFloat32> targets) {
    return switch (kind) {
      case SMOOTHNESS -> divergence(clean, outputs, counted(outputs, targets));
      case AGREEMENT -> agreement(outputs, reference, counted(outputs, targets));
      case DOUBTFUL_SMOOTHNESS, BOOSTED_CROSS_ENTROPY ->
          throw new IllegalArgumentException(kind + " is about pixels that have one class each");
    };
  }

  /** With 0 where it is NaN. */
  final Operand<TFloat32> known(Operand<TFloat32> reference) {
    return tf.select(tf.math.isNan(reference), tf.zerosLike(reference), reference);
  }

  /** The mean of what counts; 0 over nothing. */
  final Operand<TFloat32> mean(Operand<TFloat32> values, Operand<TFloat32> counted, int... axes) {
    return div(sum(mul(values, counted), axes), atLeast(1, sum(counted, axes)));
  }

  final Operand<TFloat32> sum(Operand<TFloat32> values, int... axes) {
    return tf.reduceSum(values, tf.constant(axes));
  }

  final <T extends TType> Operand<T> slice(Operand<T> values, int[] begin, int... size) {
    return tf.slice(values, tf.constant(begin), tf.constant(size));
  }

  final Operand<TFloat32> number(float value) {
    return tf.constant(value);
  }

  final Operand<TFloat32> number(Operand<? extends TType> values) {
    return tf.dtypes.cast(values, TFloat32.class);
  }

  final Operand<TFloat32> atLeast(float least, Operand<TFloat32> value) {
    return tf.math.maximum(value, number(least));
  }

  final Operand<TFloat32> add(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.add(a, b);
  }

  final Operand<TFloat32> sub(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.sub(a, b);
  }

  final Operand<TFloat32> mul(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.mul(a, b);
  }

  final Operand<TFloat32> div(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.div(a, b);
  }

  /** The numbers of the rows, {@code [1, y, 1, 1]}, or of the columns, {@code [1, 1, x, 1]}. */
  final Operand<TFloat32> axis(Operand<TFloat32> maps, int axis) {
    Operand<TInt32> numbers = tf.range(tf.constant(0), length(maps, axis), tf.constant(1));
    int[] shape = {1, 1, 1, 1};
    shape[axis] = -1;
    return tf.reshape(number(numbers), tf.constant(shape));
  }

  final Operand<TInt32> length(Operand<TFloat32> maps, int axis) {
    return tf.gather(tf.shape(maps), tf.constant(axis), tf.constant(0));
  }
}
