package io.github.robustj.tensorflow;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Session;

/**
 * What the devices have of a network's graph.
 *
 * @param session of the graph that runs
 */
record Running(Replicas replicas, Session session) {

  /**
   * @param loss in a graph without a session
   */
  static Running of(LossGraph loss, Computation computation) {
    Graph graph = (Graph) loss.images().asOutput().env();
    Replicas replicas = Replicas.of(graph, computation.spread().devices());
    return new Running(replicas, computation.session(replicas));
  }

  DifferentiableModel model(LossGraph loss) {
    return replicas.isTemplate()
        ? new TensorFlowModel(session, loss)
        : new ReplicatedModel(session, replicas, loss);
  }

  /** Those of the template, in the graph that runs. */
  List<Weight> weights(List<Weight> template) {
    return template.stream().map(weight -> weight.running(replicas)).toList();
  }

  /** Not the template, if it is another graph. */
  void close() {
    session.close();
    replicas.running().close();
  }
}
