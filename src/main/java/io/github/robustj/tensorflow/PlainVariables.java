package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * A graph whose variables are tensors, as RobustJ's own are, and not resources, as TensorFlow 2
 * keeps them. They keep their names.
 */
final class PlainVariables {

  private static final String RESOURCE = "VarHandleOp";
  private static final String OLD = "Variable";
  private static final String READ = "ReadVariableOp";

  private final Map<String, NodeDef> nodes;

  private PlainVariables(NodeGraph graph) {
    nodes = new HashMap<>(graph.nodes());
  }

  static NodeGraph of(NodeGraph graph) {
    PlainVariables rewriting = new PlainVariables(graph);
    List<NodeDef> plain = graph.nodes().values().stream().map(rewriting::plain).toList();
    return NodeGraph.of(plain);
  }

  private NodeDef plain(NodeDef node) {
    return switch (node.getOp()) {
      case RESOURCE, OLD -> variable(node);
      case READ -> read(node);
      default -> node;
    };
  }

  private static NodeDef variable(NodeDef node) {
    AttrValue none = AttrValue.newBuilder().setS(com.google.protobuf.ByteString.EMPTY).build();
    return NodeDef.newBuilder()
        .setName(node.getName())
        .setOp(OpenNetwork.VARIABLE)
        .putAttr("dtype", node.getAttrOrThrow("dtype"))
        .putAttr("shape", node.getAttrOrThrow("shape"))
        .putAttr("container", none)
        .putAttr("shared_name", none)
        .build();
  }

  /** The handle may come through operations that hand it on. */
  private NodeDef read(NodeDef node) {
    String source = NodeGraph.operation(node.getInput(0));
    for (int step = 0; step <= nodes.size(); step++) {
      NodeDef at = nodes.get(source);
      if (at == null) break;
      if (at.getOp().equals(RESOURCE))
        return node.toBuilder()
            .setOp("Identity")
            .setInput(0, source)
            .clearAttr()
            .putAttr("T", node.getAttrOrThrow("dtype"))
            .build();
      if (!at.getOp().equals("Identity")) break;
      source = NodeGraph.operation(at.getInput(0));
    }
    throw new IllegalArgumentException(node.getName() + " reads no variable of the network");
  }
}
