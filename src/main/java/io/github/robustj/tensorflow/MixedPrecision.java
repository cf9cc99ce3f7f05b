package io.github.robustj.tensorflow;

import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Session;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A network's graph with its convolutions in bfloat16, as {@link Arithmetic} builds them into new
 * networks. TensorFlow's own rewriting (auto_mixed_precision) does nothing on most CPUs and differs
 * from GPU to CPU.
 */
final class MixedPrecision {

  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "Conv2DBackpropInput");
  private static final String SHAPE_FIRST = "Conv2DBackpropInput";
  private static final AttrValue FLOAT = Nodes.type(DataType.DT_FLOAT);
  private static final AttrValue NARROW = Nodes.type(DataType.DT_BFLOAT16);
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private MixedPrecision() {}

  /**
   * A session with the rewritten graph.
   *
   * @param weights of all variables by the name of their operation
   */
  static Session session(GraphDef network, Map<String, Tensor> weights, ConfigProto config) {
    Graph graph = new Graph();
    graph.importGraphDef(rewritten(network));
    Session session = new Session(graph, config);
    Map<GraphOperation, Tensor> values = new LinkedHashMap<>();
    weights.forEach((name, value) -> values.put(graph.operation(name), value));
    Sessions.assign(session, values);
    return session;
  }

  static GraphDef rewritten(GraphDef network) {
    GraphDef.Builder graph = network.toBuilder().clearNode();
    for (NodeDef node : network.getNodeList())
      if (CONVOLUTIONS.contains(node.getOp()) && node.getAttrOrThrow("T").equals(FLOAT))
        narrow(node, graph);
      else graph.addNode(node);
    return graph.build();
  }

  /** The node keeps its name and float32 output, which a cast gives now. */
  private static void narrow(NodeDef node, GraphDef.Builder graph) {
    String inside = node.getName() + "/bfloat16";
    NodeDef.Builder convolution = node.toBuilder().setName(inside).putAttr("T", NARROW);
    for (int i = node.getOp().equals(SHAPE_FIRST) ? 1 : 0; i < node.getInputCount(); i++) {
      if (node.getInput(i).startsWith("^")) continue;
      String name = inside + "/input" + i;
      graph.addNode(cast(name, node.getInput(i), FLOAT, NARROW));
      convolution.setInput(i, name);
    }
    graph.addNode(convolution).addNode(cast(node.getName(), inside, NARROW, FLOAT));
  }

  private static NodeDef cast(String name, String input, AttrValue from, AttrValue to) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Cast")
        .addInput(input)
        .putAttr("SrcT", from)
        .putAttr("DstT", to)
        .putAttr("Truncate", AttrValue.newBuilder().setB(false).build())
        .build();
  }

  /** A clause for the log: whether the device has such arithmetic. */
  static String words(boolean cpu) {
    if (!cpu) return "bfloat16 is fast on GPUs from NVIDIA's Ampere generation (2020) on";
    return processorHasIt()
        ? "this CPU has bfloat16 arithmetic"
        : "this CPU has no bfloat16 arithmetic, which is emulated and slower than float32";
  }

  static boolean processorHasIt() {
    try {
      String facts = Files.isReadable(PROCESSOR) ? Files.readString(PROCESSOR) : "";
      return facts.contains("avx512_bf16") || facts.contains("amx_bf16");
    } catch (IOException unknown) {
      return false;
    }
  }
}
