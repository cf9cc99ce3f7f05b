package io.github.robustj.tensorflow;

import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Copies.Feeds;
import io.github.robustj.tensorflow.TermBatch.Kind;
import io.github.robustj.tensorflow.TermBatch.Rows;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What one device does of a training step: the loss of certain kinds of terms over its part of the
 * batch, and its gradients.
 *
 * @param network what it is fed with besides the inputs
 * @param inputs one per kind of term besides supervision
 * @param total the weighted sum of all terms, a scalar
 * @param weightGradients of the total, as many as there are weights, not clipped
 * @param imageGradient of the total
 */
record TrainingPart(
    Network network,
    List<Input> inputs,
    Operand<TFloat32> total,
    List<Operand<TFloat32>> weightGradients,
    Operand<TFloat32> imageGradient) {

  /**
   * A network with its training loss on one device.
   *
   * @param supervised the training loss of every row
   * @param weights placeholder of a weight for each row
   */
  record Network(LossGraph loss, Operand<TFloat32> supervised, Operand<TFloat32> weights) {

    Network at(Replicas replicas, int device) {
      return new Network(
          loss.at(replicas, device), replicas.at(device, supervised), replicas.at(device, weights));
    }
  }

  /**
   * Where the {@link Rows} of one kind of term enter the graph.
   *
   * @param reference fed for agreements only
   */
  record Input(
      Kind kind,
      Operand<TInt32> rows,
      Operand<TInt32> partners,
      Operand<TFloat32> weights,
      Operand<TFloat32> reference) {

    static Input add(Ops tf, Kind kind) {
      return new Input(
          kind,
          tf.placeholder(TInt32.class),
          tf.placeholder(TInt32.class),
          tf.placeholder(TFloat32.class),
          tf.placeholder(TFloat32.class));
    }

    Input at(Replicas replicas, int device) {
      return new Input(
          kind,
          replicas.at(device, rows),
          replicas.at(device, partners),
          replicas.at(device, weights),
          replicas.at(device, reference));
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

  /** Added to the network's graph. */
  static TrainingPart add(Network network, List<Weight> trained, List<Kind> kinds) {
    Ops tf = network.loss().head().tf;
    List<Input> inputs = new ArrayList<>();
    // Supervision is always part of it, so that every weight has a gradient, if only zero.
    Operand<TFloat32> total =
        tf.reduceSum(
            tf.math.mul(network.supervised(), network.weights()), tf.constant(new int[] {0}));
    for (Kind kind : kinds) {
      Input input = Input.add(tf, kind);
      total = tf.math.add(total, input.sum(network.loss()));
      inputs.add(input);
    }
    List<Operand<TFloat32>> by = new ArrayList<>();
    for (Weight w : trained) by.add(w.variable());
    by.add(network.loss().images());
    Gradients gradients = Gradients.create(tf.scope(), total, by);
    Operand<TFloat32> slope = gradients.<TFloat32>dy(by.size() - 1);
    Operand<TFloat32> ofImages =
        LossGraph.isThere(slope) ? slope : tf.zerosLike(network.loss().images());
    List<Operand<TFloat32>> ofWeights = new ArrayList<>();
    for (int i = 0; i < by.size() - 1; i++) ofWeights.add(gradients.<TFloat32>dy(i));
    return new TrainingPart(network, inputs, total, ofWeights, ofImages);
  }

  /** Its copy on one of the devices. */
  TrainingPart at(Replicas replicas, int device) {
    return new TrainingPart(
        network.at(replicas, device),
        inputs.stream().map(input -> input.at(replicas, device)).toList(),
        replicas.at(device, total),
        weightGradients.stream().map(g -> replicas.at(device, g)).toList(),
        replicas.at(device, imageGradient));
  }

  void feed(TermBatch batch, Feeds feeds) {
    Tensor images = batch.images();
    LossGraph loss = network.loss();
    feeds
        .add(loss.images(), images)
        .add(loss.targets(), loss.fed(images, batch.targets()))
        .add(network.weights(), batch.supervised());
    Map<Kind, Rows> rows = batch.others();
    for (Input input : inputs) input.feed(rows.get(input.kind()), feeds);
  }
}
