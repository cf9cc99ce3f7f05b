package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.TermBatch.Kind;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@link io.github.robustj.model.Loss#CROSS_ENTROPY_AND_DICE}: logits {@code [sample, y, x,
 * class]}, class indices {@code [sample, y, x, 1]}, negative to leave a pixel out.
 */
final class SegmentationHead extends LossHead {

  private static final float SMOOTH = 1e-5f;

  /** Keeps logarithms finite where a float holds no smaller share. */
  private static final float TINY = 1e-12f;

  SegmentationHead(Ops tf) {
    super(tf);
  }

  @Override
  Operand<TFloat32> loss(Operand<TFloat32> logits, Operand<TFloat32> targets) {
    Operand<TFloat32> truth = oneHot(targets, logits);
    Operand<TFloat32> counted = number(tf.math.greaterEqual(targets, number(0)));
    Operand<TFloat32> logProbabilities = logSoftmax(logits);
    Operand<TFloat32> all = sum(counted, 1, 2, 3);
    Operand<TFloat32> crossEntropy =
        tf.math.neg(div(sum(mul(truth, logProbabilities), 1, 2, 3), atLeast(1, all)));
    Operand<TFloat32> probabilities = mul(tf.math.exp(logProbabilities), counted);
    Operand<TFloat32> overlap = sum(mul(truth, probabilities), 1, 2);
    Operand<TFloat32> sizes = sum(add(truth, probabilities), 1, 2);
    Operand<TFloat32> dice =
        div(add(mul(overlap, number(2)), number(SMOOTH)), add(sizes, number(SMOOTH)));
    Operand<TFloat32> foreground = slice(dice, new int[] {0, 1}, -1, -1);
    Operand<TFloat32> meanDice = tf.math.mean(foreground, tf.constant(new int[] {1}));
    return add(crossEntropy, sub(number(1), meanDice));
  }

  @Override
  Operand<TFloat32> supervised(UNet network, LossGraph graph) {
    return deeplySupervised(network.levels(), network.padding().fill(tf, graph.targets(), -1));
  }

  /**
   * The loss over all supervised levels of the decoder, level i with the weight {@code 1 / 2^i},
   * weights adding up to 1. Coarse targets are the nearest fine ones.
   *
   * @param targets of the padded images
   */
  Operand<TFloat32> deeplySupervised(List<Operand<TFloat32>> levels, Operand<TFloat32> targets) {
    double total = 2 - Math.pow(.5, levels.size() - 1);
    Operand<TFloat32> sum = null;
    for (int i = 0; i < levels.size(); i++) {
      Operand<TFloat32> coarse = i == 0 ? targets : everyNth(targets, 1 << i);
      float weight = (float) (Math.pow(.5, i) / total);
      Operand<TFloat32> weighted = mul(loss(levels.get(i), coarse), number(weight));
      sum = sum == null ? weighted : add(sum, weighted);
    }
    return sum;
  }

  @Override
  Operand<TFloat32> term(
      Kind kind,
      Operand<TFloat32> clean,
      Operand<TFloat32> outputs,
      Operand<TFloat32> reference,
      Operand<TFloat32> targets) {
    return switch (kind) {
      case DOUBTFUL_SMOOTHNESS -> doubtfulSmoothness(clean, outputs, targets);
      case BOOSTED_CROSS_ENTROPY -> boostedCrossEntropy(outputs, targets);
      default -> super.term(kind, clean, outputs, reference, targets);
    };
  }

  /** Mean of {@code KL(softmax(from) || softmax(to))}. */
  @Override
  Operand<TFloat32> divergence(
      Operand<TFloat32> from, Operand<TFloat32> to, Operand<TFloat32> counted) {
    return mean(pixelDivergence(from, to), counted, 1, 2);
  }

  @Override
  Operand<TFloat32> agreement(
      Operand<TFloat32> logits, Operand<TFloat32> reference, Operand<TFloat32> counted) {
    Operand<TFloat32> difference = sub(tf.math.exp(logSoftmax(logits)), reference);
    Operand<TFloat32> pixels = tf.math.mean(tf.math.square(difference), tf.constant(new int[] {3}));
    return mean(pixels, counted, 1, 2);
  }

  /** {@code [sample, y, x]}. */
  @Override
  Operand<TFloat32> counted(Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    return number(tf.math.greaterEqual(flat(targets), number(0)));
  }

  @Override
  Operand<TFloat32> counted(Operand<TFloat32> present) {
    return flat(super.counted(present));
  }

  private Operand<TFloat32> doubtfulSmoothness(
      Operand<TFloat32> clean, Operand<TFloat32> other, Operand<TFloat32> targets) {
    Operand<TFloat32> truth = oneHot(targets, clean);
    Operand<TFloat32> right = sum(mul(truth, tf.math.exp(logSoftmax(clean))), 3);
    Operand<TFloat32> value = mul(pixelDivergence(clean, other), sub(number(1), right));
    return mean(value, counted(clean, targets), 1, 2);
  }

  private Operand<TFloat32> boostedCrossEntropy(
      Operand<TFloat32> logits, Operand<TFloat32> targets) {
    Operand<TFloat32> truth = oneHot(targets, logits);
    Operand<TFloat32> logProbabilities = logSoftmax(logits);
    Operand<TFloat32> own = sum(mul(truth, logProbabilities), 3);
    Operand<TFloat32> far = mul(truth, number(-1e9f));
    Operand<TFloat32> rival = winner(add(logProbabilities, far), logits);
    // Summing the others instead of taking the rival from 1 keeps the digits of a small rest.
    Operand<TFloat32> rest = sum(mul(sub(number(1), rival), tf.math.exp(logProbabilities)), 3);
    Operand<TFloat32> boost = tf.math.log(atLeast(TINY, rest));
    return mean(tf.math.neg(add(own, boost)), counted(logits, targets), 1, 2);
  }

  private Operand<TFloat32> pixelDivergence(Operand<TFloat32> from, Operand<TFloat32> to) {
    Operand<TFloat32> logFrom = logSoftmax(from);
    return sum(mul(tf.math.exp(logFrom), sub(logFrom, logSoftmax(to))), 3);
  }

  /**
   * Over the last axis. TensorFlow's own gradient of log-softmax is right for matrices only, hence
   * the detour.
   */
  private Operand<TFloat32> logSoftmax(Operand<TFloat32> logits) {
    Operand<TInt32> shape = tf.shape(logits);
    Operand<TInt32> classes = slice(shape, new int[] {3}, 1);
    Operand<TInt32> matrix =
        tf.concat(List.of(tf.constant(new int[] {-1}), classes), tf.constant(0));
    return tf.reshape(tf.nn.logSoftmax(tf.reshape(logits, matrix)), shape);
  }

  private Operand<TFloat32> oneHot(Operand<TFloat32> targets, Operand<TFloat32> logits) {
    Operand<TInt32> indices = tf.dtypes.cast(flat(targets), TInt32.class);
    return tf.oneHot(indices, length(logits, 3), number(1), number(0));
  }

  private Operand<TFloat32> winner(Operand<TFloat32> scores, Operand<TFloat32> logits) {
    Operand<TInt32> best = tf.math.argMax(scores, tf.constant(3), TInt32.class);
    return tf.oneHot(best, length(logits, 3), number(1), number(0), OneHot.axis(-1L));
  }

  private Operand<TFloat32> flat(Operand<TFloat32> map) {
    return tf.squeeze(map, Squeeze.axis(List.of(3L)));
  }

  private Operand<TFloat32> everyNth(Operand<TFloat32> map, int n) {
    int[] zeros = {0, 0, 0, 0};
    return tf.stridedSlice(
        map,
        tf.constant(zeros),
        tf.constant(zeros),
        tf.constant(new int[] {1, n, n, 1}),
        StridedSlice.endMask(15L));
  }
}
