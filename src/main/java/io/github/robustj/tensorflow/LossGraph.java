package io.github.robustj.tensorflow;

import io.github.robustj.model.Loss;
import io.github.robustj.task.BoxMaps;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network's loss and its gradient with respect to the images, added to the network's graph.
 *
 * @param loss one value per sample
 * @param gradient of the sum of the losses; since samples do not see each other in the network,
 *     each sample's own
 * @param logitWeights placeholder in the shape of the logits
 * @param pullback gradient with respect to the images of the sum of logits times these weights
 */
record LossGraph(
    Operand<TFloat32> images,
    Operand<TFloat32> logits,
    Operand<TFloat32> targets,
    Operand<TFloat32> loss,
    Operand<TFloat32> gradient,
    Operand<TFloat32> logitWeights,
    Operand<TFloat32> pullback) {

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
    Placeholder<TFloat32> weights = tf.placeholder(TFloat32.class);
    Operand<TFloat32> weighted =
        tf.reduceSum(tf.math.mul(logits, weights), tf.constant(new int[] {0, 1, 2, 3}));
    return new LossGraph(
        images,
        logits,
        targets,
        perSample,
        gradient(tf, tf.reduceSum(perSample, tf.constant(new int[] {0})), images),
        weights,
        gradient(tf, weighted, images));
  }

  private static Operand<TFloat32> gradient(
      Ops tf, Operand<TFloat32> sum, Operand<TFloat32> images) {
    return Gradients.create(tf.scope(), sum, List.of(images)).<TFloat32>dy(0);
  }
}
