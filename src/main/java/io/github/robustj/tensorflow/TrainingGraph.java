package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.Copies.Feeds;
import io.github.robustj.tensorflow.TermBatch.Kind;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A training loss of certain kinds of terms with its gradients and the optimiser's step, added to
 * the network's graph when a method first asks for it. Several devices each take a part of the
 * batch; their losses and gradients are added up, since a term is a sum over samples.
 *
 * @param parts one per device that takes part
 * @param total the weighted sum of all terms, a scalar
 * @param weightGradients of the total, as many as there are weights, not clipped
 */
record TrainingGraph(
    List<TrainingPart> parts,
    Operand<TFloat32> total,
    List<Operand<TFloat32>> weightGradients,
    Op update) {

  /**
   * What all training losses of a network have in common.
   *
   * @param network in the template of the replicas
   * @param trained weights in the template
   * @param optimizer in the graph that runs
   */
  record Base(
      Replicas replicas, TrainingPart.Network network, List<Weight> trained, Optimizer optimizer) {}

  /**
   * @param kinds of terms besides supervision, in their order
   * @param images whether the gradient of the images will be fetched with the update
   * @param devices how many take part
   */
  record Content(List<Kind> kinds, boolean images, int devices) {}

  /**
   * @param template that is copied to the devices, of these kinds of terms
   */
  static TrainingGraph add(Base base, TrainingPart template, Content content) {
    List<TrainingPart> parts =
        IntStream.range(0, content.devices())
            .mapToObj(device -> template.at(base.replicas(), device))
            .toList();
    Ops tf = base.replicas().once();
    List<Operand<TFloat32>> raw = new ArrayList<>();
    for (int i = 0; i < base.trained().size(); i++) {
      int weight = i;
      raw.add(sum(tf, parts, part -> part.weightGradients().get(weight)));
    }
    List<Op> before = new ArrayList<>(raw);
    if (content.images()) parts.forEach(part -> before.add(part.imageGradient()));
    // No weight may move while another gradient still reads it.
    Ops after = tf.withControlDependencies(before);
    List<Operand<TFloat32>> ofWeights = new ArrayList<>();
    for (Operand<TFloat32> g : raw) ofWeights.add(after.identity(g));
    Op update = base.optimizer().update(tf, ofWeights);
    return new TrainingGraph(parts, sum(tf, parts, TrainingPart::total), ofWeights, update);
  }

  private static Operand<TFloat32> sum(
      Ops tf, List<TrainingPart> parts, Function<TrainingPart, Operand<TFloat32>> value) {
    List<Operand<TFloat32>> values = parts.stream().map(value).toList();
    return values.size() == 1 ? values.get(0) : tf.math.addN(values);
  }

  /**
   * @param batches one per part
   */
  void feed(List<TermBatch> batches, Feeds feeds) {
    for (int i = 0; i < batches.size(); i++) parts.get(i).feed(batches.get(i), feeds);
  }
}
