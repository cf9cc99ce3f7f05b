package io.github.robustj.tensorflow;

import io.github.robustj.model.Loss;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.TermBatch.Kind;
import io.github.robustj.tensorflow.TermBatch.Rows;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Where the {@link Rows} of one kind of term enter the graph.
 *
 * @param reference fed for agreements only
 */
record TermInput(
    Kind kind,
    Placeholder<TInt32> rows,
    Placeholder<TInt32> partners,
    Placeholder<TFloat32> weights,
    Placeholder<TFloat32> reference) {

  static TermInput add(Ops tf, Kind kind) {
    return new TermInput(
        kind,
        tf.placeholder(TInt32.class),
        tf.placeholder(TInt32.class),
        tf.placeholder(TFloat32.class),
        tf.placeholder(TFloat32.class));
  }

  /** The weighted sum of the terms of this kind, a scalar. */
  Operand<TFloat32> sum(Ops tf, LossGraph network, Loss loss) {
    Operand<TFloat32> perRow =
        switch (loss) {
          case CROSS_ENTROPY_AND_DICE -> segmentation(tf, network);
          case HEAT_MAPS_AND_OFFSETS -> landmarks(tf, network);
          case FOCAL_AND_BOXES -> detection(tf, network);
        };
    return tf.reduceSum(tf.math.mul(perRow, weights), tf.constant(new int[] {0}));
  }

  private Operand<TFloat32> segmentation(Ops tf, LossGraph network) {
    Operand<TFloat32> logits = tf.gather(network.logits(), rows, tf.constant(0));
    Operand<TFloat32> clean = tf.gather(network.logits(), partners, tf.constant(0));
    Operand<TFloat32> targets = tf.gather(network.targets(), partners, tf.constant(0));
    return switch (kind) {
      case SMOOTHNESS -> SegmentationTerms.smoothness(tf, clean, logits, targets);
      case DOUBTFUL_SMOOTHNESS -> SegmentationTerms.doubtfulSmoothness(tf, clean, logits, targets);
      case BOOSTED_CROSS_ENTROPY -> SegmentationTerms.boostedCrossEntropy(tf, logits, targets);
      case AGREEMENT -> SegmentationTerms.agreement(tf, logits, reference, targets);
    };
  }

  private Operand<TFloat32> detection(Ops tf, LossGraph network) {
    int classes = DetectionLossGraph.classes(network.logits());
    Operand<TFloat32> outputs = tf.gather(network.logits(), rows, tf.constant(0));
    Operand<TFloat32> clean = tf.gather(network.logits(), partners, tf.constant(0));
    Operand<TFloat32> targets = tf.gather(network.targets(), partners, tf.constant(0));
    Operand<TFloat32> counted = DetectionTerms.counted(tf, targets, classes);
    return switch (kind) {
      case SMOOTHNESS -> DetectionTerms.divergence(tf, clean, outputs, counted, classes);
      case AGREEMENT -> DetectionTerms.agreement(tf, outputs, reference, counted, classes);
      case DOUBTFUL_SMOOTHNESS, BOOSTED_CROSS_ENTROPY ->
          throw new IllegalArgumentException(kind + " is about pixels that have one class each");
    };
  }

  private Operand<TFloat32> landmarks(Ops tf, LossGraph network) {
    Operand<TFloat32> outputs = tf.gather(network.logits(), rows, tf.constant(0));
    Operand<TFloat32> clean = tf.gather(network.logits(), partners, tf.constant(0));
    Operand<TFloat32> targets = tf.gather(network.targets(), partners, tf.constant(0));
    Operand<TFloat32> counted = HeatMapLoss.counted(tf, outputs, targets);
    return switch (kind) {
      case SMOOTHNESS -> HeatMapTerms.divergence(tf, clean, outputs, counted);
      case AGREEMENT -> HeatMapTerms.agreement(tf, outputs, reference, counted);
      default ->
          throw new IllegalArgumentException(kind + " compares classes, which landmarks lack");
    };
  }

  void feed(Rows values, Feeds feeds) {
    feeds
        .add(rows, TermBatch.ints(values.rows))
        .add(partners, TermBatch.ints(values.partners))
        .add(weights, TermBatch.floats(values.weights));
    if (kind == Kind.AGREEMENT)
      feeds.add(reference, Tensor.concat(values.reference.toArray(Tensor[]::new)));
  }
}
