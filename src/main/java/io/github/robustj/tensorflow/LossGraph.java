package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Loss;
import io.github.robustj.task.detection.BoxMaps;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network's loss and its gradient with respect to the images, added to the network's graph.
 *
 * @param loss one value per sample
 * @param slopes empty if TensorFlow has no gradient of some operation in the network, as networks
 *     from elsewhere may have
 */
record LossGraph(
    Operand<TFloat32> images,
    Operand<TFloat32> logits,
    Operand<TFloat32> targets,
    Operand<TFloat32> loss,
    Optional<Slopes> slopes) {

  /**
   * Gradients with respect to the images.
   *
   * @param ofLoss of the sum of the losses; since samples do not see each other in the network,
   *     each sample's own
   * @param logitWeights placeholder in the shape of the logits
   * @param pullback of the sum of logits times these weights
   */
  record Slopes(
      Operand<TFloat32> ofLoss, Operand<TFloat32> logitWeights, Operand<TFloat32> pullback) {}

  /**
   * @throws RobustJException if the network has no gradient
   */
  Operand<TFloat32> gradient() {
    return requireSlopes().ofLoss;
  }

  /**
   * @throws RobustJException if the network has no gradient
   */
  Operand<TFloat32> logitWeights() {
    return requireSlopes().logitWeights;
  }

  /**
   * @throws RobustJException if the network has no gradient
   */
  Operand<TFloat32> pullback() {
    return requireSlopes().pullback;
  }

  private Slopes requireSlopes() {
    return slopes.orElseThrow(
        () ->
            new RobustJException(
                "The network has an operation without a gradient, which this attack needs; choose"
                    + " the attack square, noise, or transfer with another model as"
                    + " source_model."));
  }

  /**
   * What the placeholder of the targets is fed with: of objects, the maps made from their rows.
   *
   * @param images that the targets belong to
   */
  static Tensor fed(Loss loss, Operand<TFloat32> logits, Tensor images, Tensor targets) {
    if (loss != Loss.FOCAL_AND_BOXES) return targets;
    int classes = DetectionLossGraph.classes(logits);
    return BoxMaps.of(targets, images.shape(1), images.shape(2), classes).packed();
  }

  static LossGraph add(Ops tf, Operand<TFloat32> images, Operand<TFloat32> logits, Loss loss) {
    Placeholder<TFloat32> targets = tf.placeholder(TFloat32.class);
    Operand<TFloat32> perSample =
        switch (loss) {
          case CROSS_ENTROPY_AND_DICE -> SegmentationLoss.perSample(tf, logits, targets);
          case HEAT_MAPS_AND_OFFSETS -> HeatMapLoss.perSample(tf, logits, targets);
          case FOCAL_AND_BOXES -> DetectionLossGraph.perSample(tf, logits, targets);
        };
    return new LossGraph(images, logits, targets, perSample, slopes(tf, images, logits, perSample));
  }

  private static Optional<Slopes> slopes(
      Ops tf, Operand<TFloat32> images, Operand<TFloat32> logits, Operand<TFloat32> perSample) {
    Placeholder<TFloat32> weights = tf.placeholder(TFloat32.class);
    Operand<TFloat32> weighted =
        tf.reduceSum(tf.math.mul(logits, weights), tf.constant(new int[] {0, 1, 2, 3}));
    Operand<TFloat32> sum = tf.reduceSum(perSample, tf.constant(new int[] {0}));
    try {
      return Optional.of(
          new Slopes(gradient(tf, sum, images), weights, gradient(tf, weighted, images)));
    } catch (TensorFlowException without) {
      return Optional.empty();
    }
  }

  private static Operand<TFloat32> gradient(
      Ops tf, Operand<TFloat32> sum, Operand<TFloat32> images) {
    return Gradients.create(tf.scope(), sum, List.of(images)).<TFloat32>dy(0);
  }
}
