package io.github.robustj.tensorflow;

import static io.github.robustj.model.OptimizerSpec.Kind.SGD;

import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * How the weights of a network follow a gradient.
 *
 * @param trained the weights
 * @param slots the optimiser's own variables, one or two per weight in the order of the weights,
 *     initially 0
 * @param rate fed with the learning rate, for Adam already corrected for the bias of its moments
 */
record Optimizer(
    OptimizerSpec spec,
    List<Weight> trained,
    List<Variable<TFloat32>> slots,
    Placeholder<TFloat32> rate) {

  private static final float BETA1 = .9f;
  private static final float BETA2 = .999f;
  private static final float EPSILON = 1e-8f;

  /** Adds its variables to the graph. */
  static Optimizer add(Ops tf, OptimizerSpec spec, List<Weight> trained, Weights weights) {
    List<Variable<TFloat32>> slots = new ArrayList<>();
    for (Weight w : trained)
      for (String slot : spec.kind() == SGD ? List.of("sgd.") : List.of("adam.m.", "adam.v."))
        slots.add(weights.zeros(slot + w.name(), w.shape()));
    return new Optimizer(spec, trained, slots, tf.placeholder(TFloat32.class));
  }

  /**
   * One step of all weights as a target of the graph.
   *
   * @param gradients one per weight
   */
  Op update(Ops tf, List<Operand<TFloat32>> gradients) {
    List<Operand<TFloat32>> clipped = clip(tf, gradients, spec.gradientClip());
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) updates.add(update(tf, i, clipped.get(i)));
    return tf.withControlDependencies(updates).noOp();
  }

  /** What to feed as rate in step {@code step}, counted from 1. */
  static float effectiveRate(OptimizerSpec spec, double learningRate, long step) {
    return switch (spec.kind()) {
      case SGD -> (float) learningRate;
      case ADAM ->
          (float)
              (learningRate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step)));
    };
  }

  private Op update(Ops tf, int i, Operand<TFloat32> gradient) {
    Operand<TFloat32> weight = trained.get(i).variable();
    if (spec.kind() == SGD) {
      Operand<TFloat32> momentum = tf.constant((float) spec.momentum());
      return tf.train.applyMomentum(
          weight, slots.get(i), rate, gradient, momentum, ApplyMomentum.useNesterov(true));
    }
    // The powers of beta are 0 here because their correction is in the rate.
    Operand<TFloat32> zero = tf.constant(0f);
    return tf.train.applyAdam(
        weight,
        slots.get(2 * i),
        slots.get(2 * i + 1),
        zero,
        zero,
        rate,
        tf.constant(BETA1),
        tf.constant(BETA2),
        tf.constant(EPSILON),
        gradient);
  }

  private static List<Operand<TFloat32>> clip(Ops tf, List<Operand<TFloat32>> raw, double limit) {
    if (limit <= 0) return raw;
    List<Operand<TFloat32>> halfSquares = new ArrayList<>();
    for (Operand<TFloat32> g : raw) halfSquares.add(tf.nn.l2Loss(g));
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.math.addN(halfSquares), tf.constant(2f)));
    Operand<TFloat32> cap = tf.constant((float) limit);
    Operand<TFloat32> factor = tf.math.div(cap, tf.math.maximum(norm, cap));
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    for (Operand<TFloat32> g : raw) clipped.add(tf.math.mul(g, factor));
    return clipped;
  }
}
