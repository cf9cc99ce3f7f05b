package io.github.robustj.tensorflow;

import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * The update of all weights as one target of the graph.
 *
 * @param update running it makes one step
 * @param slots the optimiser's own variables, initially 0
 * @param rate fed with the learning rate, for Adam already corrected for the bias of its moments
 */
record Optimizer(Op update, List<Weight> slots, Placeholder<TFloat32> rate) {

  private static final float BETA1 = .9f;
  private static final float BETA2 = .999f;
  private static final float EPSILON = 1e-8f;

  /**
   * @param loss a scalar
   */
  static Optimizer add(
      Ops tf, OptimizerSpec spec, Operand<TFloat32> loss, List<Weight> trained, Weights weights) {
    List<Operand<TFloat32>> variables = new ArrayList<>();
    for (Weight w : trained) variables.add(w.variable());
    Gradients gradients = Gradients.create(tf.scope(), loss, variables);
    List<Operand<TFloat32>> clipped = clip(tf, gradients, variables.size(), spec.gradientClip());
    Placeholder<TFloat32> rate = tf.placeholder(TFloat32.class);
    int before = weights.all().size();
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++)
      updates.add(update(tf, spec, trained.get(i), clipped.get(i), rate, weights));
    List<Weight> slots = List.copyOf(weights.all().subList(before, weights.all().size()));
    return new Optimizer(tf.withControlDependencies(updates).noOp(), slots, rate);
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

  private static Op update(
      Ops tf,
      OptimizerSpec spec,
      Weight w,
      Operand<TFloat32> gradient,
      Operand<TFloat32> rate,
      Weights weights) {
    if (spec.kind() == OptimizerSpec.Kind.SGD) {
      Variable<TFloat32> velocity = weights.zeros("sgd." + w.name(), w.shape());
      Operand<TFloat32> momentum = tf.constant((float) spec.momentum());
      return tf.train.applyMomentum(
          w.variable(), velocity, rate, gradient, momentum, ApplyMomentum.useNesterov(true));
    }
    // The powers of beta are 0 here because their correction is in the rate.
    Operand<TFloat32> zero = tf.constant(0f);
    return tf.train.applyAdam(
        w.variable(),
        weights.zeros("adam.m." + w.name(), w.shape()),
        weights.zeros("adam.v." + w.name(), w.shape()),
        zero,
        zero,
        rate,
        tf.constant(BETA1),
        tf.constant(BETA2),
        tf.constant(EPSILON),
        gradient);
  }

  private static List<Operand<TFloat32>> clip(Ops tf, Gradients gradients, int n, double limit) {
    List<Operand<TFloat32>> raw = new ArrayList<>();
    List<Operand<TFloat32>> halfSquares = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      raw.add(gradients.<TFloat32>dy(i));
      halfSquares.add(tf.nn.l2Loss(raw.get(i)));
    }
    if (limit <= 0) return raw;
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.math.addN(halfSquares), tf.constant(2f)));
    Operand<TFloat32> cap = tf.constant((float) limit);
    Operand<TFloat32> factor = tf.math.div(cap, tf.math.maximum(norm, cap));
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    for (Operand<TFloat32> g : raw) clipped.add(tf.math.mul(g, factor));
    return clipped;
  }
}
