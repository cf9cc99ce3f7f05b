package io.github.robustj.tensorflow;

import io.github.robustj.model.ServedNetwork;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/**
 * A network of RobustJ's between what normalises its images and what makes of its numbers those
 * that other programs want.
 *
 * @param network as its file describes it, checked
 */
record ServedGraph(NetworkGraph network, ServedNetwork served) {

  /** Names that no network of RobustJ's has. */
  private static final String INTENSITIES = "served.intensities";

  private static final String ENTRY = "served.normalized";
  private static final String END = "served";

  /** With variables that have no values yet. The caller closes it. */
  Graph graph() {
    Graph graph = new Graph();
    try {
      graph.importGraphDef(joined());
      return graph;
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private GraphDef joined() {
    GraphDef.Builder all;
    try (Graph before = new Graph()) {
      Ops tf = Ops.create(before);
      Placeholder<TFloat32> images = SavedModels.images(tf, INTENSITIES, served.channels());
      tf.withName(ENTRY)
          .identity(new IntensityGraph(tf.withSubScope("served_by"), served).normalized(images));
      all = before.toGraphDef().toBuilder();
    }
    String input = NodeGraph.operation(signature().getInputsOrThrow(SavedModels.INPUT).getName());
    for (NodeDef node : network.predicting().nodes().values())
      all.addNode(node.getName().equals(input) ? entering(node) : NetworkGraph.placeless(node));
    network
        .functions()
        .reached(network.predicting().nodes().values())
        .forEach(
            name ->
                all.getLibraryBuilder()
                    .addFunction(NetworkGraph.placeless(network.functions().all().get(name))));
    return all.setVersions(network.definition().getGraphDef().getVersions()).build();
  }

  private SignatureDef signature() {
    return network.definition().getSignatureDefOrThrow(Signature.DEFAULT_KEY);
  }

  private static NodeDef entering(NodeDef placeholder) {
    return NodeDef.newBuilder()
        .setName(placeholder.getName())
        .setOp("Identity")
        .addInput(ENTRY)
        .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .build();
  }

  /** Adds the outputs. */
  Signature finished(Graph graph) {
    Ops tf = Ops.create(graph);
    String name = signature().getOutputsOrThrow(SavedModels.OUTPUT).getName();
    Operand<TFloat32> all = graph.operationOrThrow(NodeGraph.operation(name)).output(0);
    Signature.Builder builder =
        Signature.builder()
            .key(Signature.DEFAULT_KEY)
            .input(SavedModels.INPUT, graph.operationOrThrow(INTENSITIES).<TFloat32>output(0));
    outputs(tf, all).forEach(builder::output);
    return builder.build();
  }

  private Map<String, Operand<TFloat32>> outputs(Ops tf, Operand<TFloat32> all) {
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    int from = 0;
    for (Output output : served.outputs()) {
      int count = output.channels().size();
      Operand<TFloat32> part =
          tf.slice(
              all,
              tf.constant(new int[] {0, 0, 0, from}),
              tf.constant(new int[] {-1, -1, -1, count}));
      outputs.put(
          output.name(),
          tf.withSubScope(END).withName(output.name()).identity(activated(tf, part, output)));
      from += count;
    }
    return outputs;
  }

  private static Operand<TFloat32> activated(Ops tf, Operand<TFloat32> part, Output output) {
    return switch (output.activation()) {
      case NONE -> part;
      case SIGMOID -> tf.math.sigmoid(part);
      case SOFTMAX -> tf.nn.softmax(part);
    };
  }
}
