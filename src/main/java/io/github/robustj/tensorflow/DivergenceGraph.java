package io.github.robustj.tensorflow;

import io.github.robustj.model.Loss;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Min;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * The divergence of a network's output from a reference and its gradient with respect to the
 * images, added to the network's graph when it is first asked for.
 *
 * @param reference logits
 * @param divergence one value per sample
 */
record DivergenceGraph(
    Operand<TFloat32> reference, Operand<TFloat32> divergence, Operand<TFloat32> gradient) {

  static DivergenceGraph add(Ops tf, LossGraph network, Loss loss) {
    Placeholder<TFloat32> reference = tf.placeholder(TFloat32.class);
    Operand<TFloat32> perSample =
        switch (loss) {
          case CROSS_ENTROPY_AND_DICE -> classes(tf, reference, network.logits());
          case HEAT_MAPS_AND_OFFSETS -> heatMaps(tf, reference, network.logits());
          case FOCAL_AND_BOXES -> objects(tf, reference, network.logits());
        };
    Operand<TFloat32> sum = tf.reduceSum(perSample, tf.constant(new int[] {0}));
    Gradients gradients = Gradients.create(tf.scope(), sum, List.of(network.images()));
    return new DivergenceGraph(reference, perSample, gradients.<TFloat32>dy(0));
  }

  private static Operand<TFloat32> objects(
      Ops tf, Operand<TFloat32> reference, Operand<TFloat32> logits) {
    int classes = DetectionLossGraph.classes(logits);
    Operand<TFloat32> counted = DetectionLossGraph.heatLogits(tf, present(tf, reference), classes);
    return DetectionTerms.divergence(tf, known(tf, reference), logits, counted, classes);
  }

  private static Operand<TFloat32> heatMaps(
      Ops tf, Operand<TFloat32> reference, Operand<TFloat32> logits) {
    return HeatMapTerms.divergence(tf, known(tf, reference), logits, everywhere(tf, reference));
  }

  /** With 0 where it is NaN. */
  static Operand<TFloat32> known(Ops tf, Operand<TFloat32> reference) {
    return tf.select(tf.math.isNan(reference), tf.zerosLike(reference), reference);
  }

  /** 0 where it is NaN, else 1. */
  private static Operand<TFloat32> present(Ops tf, Operand<TFloat32> reference) {
    return tf.math.sub(tf.constant(1f), tf.dtypes.cast(tf.math.isNan(reference), TFloat32.class));
  }

  private static Operand<TFloat32> classes(
      Ops tf, Operand<TFloat32> reference, Operand<TFloat32> logits) {
    Operand<TFloat32> counted = everywhere(tf, reference);
    return SegmentationTerms.divergence(
        tf, known(tf, reference), logits, tf.squeeze(counted, Squeeze.axis(List.of(3L))));
  }

  /** 0 at pixels where any of it is NaN, else 1: {@code [sample, y, x, 1]}. */
  private static Operand<TFloat32> everywhere(Ops tf, Operand<TFloat32> reference) {
    return tf.min(present(tf, reference), tf.constant(new int[] {3}), Min.keepDims(true));
  }
}
