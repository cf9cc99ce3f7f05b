package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Loss;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.OutOfMemoryException;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import io.github.robustj.tensorflow.TensorFlowTrainableModel.Parts;
import io.github.robustj.tensorflow.Weights.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * A network from a file as the beginning of a training: its graph stays what it is, and its
 * variables are trained, but those of batch normalisation. Their statistics belong to the images
 * that it was trained on, and with a few images at a time no better ones can be had; scale and
 * shift stay with them, as fine-tuning usually freezes the layer as a whole.
 *
 * @param directory of its SavedModel, as {@link ImportedNetwork#write} writes it
 * @param definition what predicts, with plain variables
 * @param values of all variables by name
 */
record StartNetwork(
    Path directory, Computation computation, GraphDef definition, Map<String, Tensor> values) {

  /**
   * @throws RobustJException if it is missing or damaged
   */
  static StartNetwork read(Path directory, Computation computation) {
    try (OpenNetwork open = OpenNetwork.open(directory, computation.config())) {
      GraphDef all = open.graph().toGraphDef();
      NodeGraph used =
          NodeGraph.of(all.getNodeList()).ancestors(List.of(SavedModels.OUTPUT, SavedModels.INPUT));
      Map<String, Tensor> values = new TreeMap<>(open.values());
      values.keySet().retainAll(used.nodes().keySet());
      GraphDef definition = all.toBuilder().clearNode().addAllNode(used.nodes().values()).build();
      return new StartNetwork(directory, computation, definition, values);
    }
  }

  /**
   * @throws RobustJException if no variable of it can be trained, or it has an operation without
   *     gradient
   */
  TensorFlowTrainableModel model(Loss kind, OptimizerSpec optimizer) {
    Graph graph = new Graph();
    try {
      graph.importGraphDef(
          computation.mixedPrecision() ? MixedPrecision.rewritten(definition) : definition);
      return added(graph, kind, optimizer);
    } catch (RuntimeException e) {
      graph.close();
      throw e instanceof RobustJException || e instanceof OutOfMemoryException
          ? e
          : NetworkFile.damaged(directory, e);
    }
  }

  private TensorFlowTrainableModel added(Graph graph, Loss kind, OptimizerSpec optimizer) {
    Ops tf = Ops.create(graph);
    Weights all = new Weights(tf, 0);
    values.forEach((name, value) -> all.existing(graph.operationOrThrow(name), value));
    List<Weight> network = List.copyOf(all.all());
    Operand<TFloat32> images = SavedModels.tensor(graph, SavedModels.INPUT);
    LossGraph loss = losses(graph, images, network, kind);
    if (loss.slopes().isEmpty())
      throw refused(
          "its operation %s has no gradient in TensorFlow; it can be attacked by attacks without gradients only"
              .formatted(loss.missing()));
    List<Weight> trained = trained(tf, loss, network);
    Parts parts = new Parts(loss, loss.head().supervised(loss), all, trained);
    return TensorFlowTrainableModel.of(parts, optimizer, this::save, computation);
  }

  /** In a session that is closed again: what some losses are made of is the size of an output. */
  private LossGraph losses(Graph graph, Operand<TFloat32> images, List<Weight> network, Loss kind) {
    try (Session session = new Session(graph, computation.config())) {
      Sessions.assign(session, network, w -> new Tensor(w.initial(), w.shape()));
      Operand<TFloat32> outputs = SavedModels.tensor(graph, SavedModels.OUTPUT);
      return SavedModels.losses(session, images, outputs, kind);
    }
  }

  /** Those that the loss depends on. */
  private List<Weight> trained(Ops tf, LossGraph loss, List<Weight> network) {
    if (network.isEmpty())
      throw refused(
          "its weights are constants of its graph, not variables; export it with variables, not as"
              + " a frozen graph");
    Set<String> frozen =
        BatchNormalization.variables(NodeGraph.of(definition.getNodeList()), SavedModels.INPUT);
    List<Weight> free = network.stream().filter(w -> !frozen.contains(w.name())).toList();
    List<Weight> trained = new ArrayList<>();
    if (!free.isEmpty()) {
      Operand<TFloat32> sum = loss.head().sum(loss.loss(), 0);
      List<Operand<TFloat32>> by = new ArrayList<>();
      free.forEach(w -> by.add(w.variable()));
      Gradients gradients = Gradients.create(tf.scope(), sum, by);
      for (int i = 0; i < by.size(); i++)
        if (LossGraph.isThere(gradients.<TFloat32>dy(i))) trained.add(free.get(i));
    }
    if (!trained.isEmpty()) return trained;
    throw refused(
        "its %d variables belong to batch normalisation, which stays as it is, or have no effect on its output; all other weights are constants: export it with variables, not as a frozen graph"
            .formatted(network.size()));
  }

  private RobustJException refused(String why) {
    return new RobustJException(
        "The network in %s cannot be trained on: %s.".formatted(directory, why));
  }

  /**
   * The network with other values of its variables.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  private void save(Map<String, Tensor> now, Path into) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(definition);
      try (Session session = new Session(graph, computation.config())) {
        Map<GraphOperation, Tensor> values = new LinkedHashMap<>();
        now.forEach((name, value) -> values.put(graph.operationOrThrow(name), value));
        Sessions.assign(session, values);
        SavedModels.write(
            session,
            SavedModels.tensor(graph, SavedModels.INPUT),
            SavedModels.tensor(graph, SavedModels.OUTPUT),
            into);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TensorFlowException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }
}
