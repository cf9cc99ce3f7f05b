package io.github.robustj.tensorflow;

import static io.github.robustj.model.OptimizerSpec.Kind.SGD;

import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Copies.Feeds;
import io.github.robustj.tensorflow.TermBatch.Kind;
import io.github.robustj.tensorflow.TermBatch.Rows;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A training loss of certain kinds of terms with its gradients and the optimiser's step, added to
 * the network's graph when a method first asks for it.
 *
 * @param inputs one per kind of term besides supervision
 * @param total the weighted sum of all terms, a scalar
 * @param weightGradients of the total, as many as there are weights, not clipped
 * @param imageGradient of the total
 */
record TrainingGraph(
    List<Input> inputs,
    Operand<TFloat32> total,
    List<Operand<TFloat32>> weightGradients,
    Operand<TFloat32> imageGradient,
    Op update) {

  /**
   * What all training losses of a network have in common.
   *
   * @param supervised the training loss of every row
   * @param weights of each row
   */
  record Base(
      LossGraph network,
      Operand<TFloat32> supervised,
      Placeholder<TFloat32> weights,
      Optimizer optimizer) {}

  /**
   * @param kinds of terms besides supervision, in their order
   * @param images whether the gradient of the images will be fetched with the update
   */
  record Content(List<Kind> kinds, boolean images) {}

  /**
   * Where the {@link Rows} of one kind of term enter the graph.
   *
   * @param reference fed for agreements only
   */
  record Input(
      Kind kind,
      Placeholder<TInt32> rows,
      Placeholder<TInt32> partners,
      Placeholder<TFloat32> weights,
      Placeholder<TFloat32> reference) {

    static Input add(Ops tf, Kind kind) {
      return new Input(
          kind,
          tf.placeholder(TInt32.class),
          tf.placeholder(TInt32.class),
          tf.placeholder(TFloat32.class),
          tf.placeholder(TFloat32.class));
    }

    /** The weighted sum of the terms of this kind, a scalar. */
    Operand<TFloat32> sum(LossGraph network) {
      LossHead head = network.head();
      Operand<TFloat32> outputs = gather(head.tf, network.logits(), rows);
      Operand<TFloat32> clean = gather(head.tf, network.logits(), partners);
      Operand<TFloat32> targets = gather(head.tf, network.targets(), partners);
      Operand<TFloat32> perRow = head.term(kind, clean, outputs, reference, targets);
      return head.sum(head.mul(perRow, weights), 0);
    }

    private static Operand<TFloat32> gather(
        Ops tf, Operand<TFloat32> values, Operand<TInt32> rows) {
      return tf.gather(values, rows, tf.constant(0));
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

  static TrainingGraph add(Ops tf, Base base, Content content) {
    List<Input> inputs = new ArrayList<>();
    // Supervision is always part of it, so that every weight has a gradient, if only zero.
    Operand<TFloat32> total =
        tf.reduceSum(tf.math.mul(base.supervised(), base.weights()), tf.constant(new int[] {0}));
    for (Kind kind : content.kinds()) {
      Input input = Input.add(tf, kind);
      total = tf.math.add(total, input.sum(base.network()));
      inputs.add(input);
    }
    List<Operand<TFloat32>> by = new ArrayList<>();
    for (Weight w : base.optimizer().trained()) by.add(w.variable());
    by.add(base.network().images());
    Gradients gradients = Gradients.create(tf.scope(), total, by);
    Operand<TFloat32> slope = gradients.<TFloat32>dy(by.size() - 1);
    Operand<TFloat32> ofImages =
        LossGraph.isThere(slope) ? slope : tf.zerosLike(base.network().images());
    List<Operand<TFloat32>> raw = new ArrayList<>();
    for (int i = 0; i < by.size() - 1; i++) raw.add(gradients.<TFloat32>dy(i));
    List<Op> before = new ArrayList<>(raw);
    if (content.images()) before.add(ofImages);
    // No weight may move while another gradient still reads it.
    Ops after = tf.withControlDependencies(before);
    List<Operand<TFloat32>> ofWeights = new ArrayList<>();
    for (Operand<TFloat32> g : raw) ofWeights.add(after.identity(g));
    Op update = base.optimizer().update(tf, ofWeights);
    return new TrainingGraph(inputs, total, ofWeights, ofImages, update);
  }

  void feed(Map<Kind, Rows> rows, Feeds feeds) {
    for (Input input : inputs) input.feed(rows.get(input.kind()), feeds);
  }

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
      Operand<TFloat32> norm =
          tf.math.sqrt(tf.math.mul(tf.math.addN(halfSquares), tf.constant(2f)));
      Operand<TFloat32> cap = tf.constant((float) limit);
      Operand<TFloat32> factor = tf.math.div(cap, tf.math.maximum(norm, cap));
      List<Operand<TFloat32>> clipped = new ArrayList<>();
      for (Operand<TFloat32> g : raw) clipped.add(tf.math.mul(g, factor));
      return clipped;
    }
  }
}
