package io.github.robustj.tensorflow;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** By how much a network shrinks images, which their sides are best multiples of. */
final class Strides {

  /** More than networks have. */
  private static final int MOST_SHRINKING = 256;

  private static final int MOST_ROUNDS = 100;

  private Strides() {}

  /**
   * The largest product of strides and pooling on a way through a graph: from operation to
   * operation until nothing changes, which takes one round where they stand in their order.
   */
  static int product(NodeGraph graph) {
    Map<String, Integer> products = new HashMap<>();
    boolean changed = true;
    for (int round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = false;
      for (NodeDef node : graph.nodes().values()) {
        int before =
            NodeGraph.values(node).stream()
                .mapToInt(input -> products.getOrDefault(NodeGraph.operation(input), 1))
                .max()
                .orElse(1);
        int product = Math.min(MOST_SHRINKING, before * stride(node, graph));
        changed |= !Integer.valueOf(product).equals(products.put(node.getName(), product));
      }
    }
    return products.values().stream().mapToInt(n -> n).max().orElse(1);
  }

  private static int stride(NodeDef node, NodeGraph graph) {
    if (node.getOp().equals("Conv2DBackpropInput")) return 1;
    if (node.getOp().equals("MaxPoolV2")) return largest(node.getInput(2), graph);
    AttrValue given = node.getAttrMap().get("strides");
    List<Long> strides = given == null ? List.of() : given.getList().getIList();
    return (int) strides.stream().mapToLong(n -> n).max().orElse(1);
  }

  /** Of whole numbers that stand in the graph. */
  private static int largest(String input, NodeGraph graph) {
    NodeDef node = graph.nodes().get(NodeGraph.operation(input));
    if (node == null || !node.getOp().equals("Const")) return 1;
    TensorProto values = node.getAttrOrThrow("value").getTensor();
    IntBuffer packed =
        values.getTensorContent().asReadOnlyByteBuffer().order(LITTLE_ENDIAN).asIntBuffer();
    int most = values.getIntValList().stream().mapToInt(n -> n).max().orElse(1);
    while (packed.hasRemaining()) most = Math.max(most, packed.get());
    return most;
  }
}
