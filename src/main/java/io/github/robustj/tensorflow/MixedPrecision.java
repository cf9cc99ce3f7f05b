package io.github.robustj.tensorflow;

import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
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

  /** What the name of a convolution in bfloat16 ends with. */
  private static final String NARROWED = "/bfloat16";

  private static final String JOINING = "ConcatV2";

  private final GraphDef.Builder graph;
  private final Map<String, NodeDef> nodes;

  /** How often what an operation gives is used. */
  private final Map<String, Integer> users = new HashMap<>();

  private MixedPrecision(GraphDef network) {
    graph = network.toBuilder().clearNode();
    nodes = NodeGraph.of(network.getNodeList()).nodes();
    for (NodeDef node : nodes.values())
      for (String input : NodeGraph.values(node))
        users.merge(NodeGraph.operation(input), 1, Integer::sum);
  }

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
    MixedPrecision rewriting = new MixedPrecision(network);
    network.getNodeList().forEach(rewriting::add);
    return rewriting.graph.build();
  }

  /** A convolution keeps its name and float32 output, which a cast gives now. */
  private void add(NodeDef node) {
    if (!isConvolution(node)) {
      graph.addNode(node);
      return;
    }
    int first = node.getOp().equals(SHAPE_FIRST) ? 1 : 0;
    String inside = narrowed(node, first, NodeGraph.values(node).size(), this::seen);
    graph.addNode(cast(node.getName(), inside, NARROW, FLOAT));
  }

  private static boolean isConvolution(NodeDef node) {
    return CONVOLUTIONS.contains(node.getOp()) && node.getAttrOrThrow("T").equals(FLOAT);
  }

  /**
   * Adds an operation in bfloat16; its name.
   *
   * @param narrowing what gives an input in bfloat16, of the input and a name for what it adds
   */
  private String narrowed(NodeDef node, int from, int to, BinaryOperator<String> narrowing) {
    String inside = node.getName() + NARROWED;
    NodeDef.Builder copy = node.toBuilder().setName(inside).putAttr("T", NARROW);
    for (int i = from; i < to; i++)
      copy.setInput(i, narrowing.apply(node.getInput(i), inside + "/input" + i));
    graph.addNode(copy);
    return inside;
  }

  /** What a convolution sees: features that are put together for it alone are so in bfloat16. */
  private String seen(String input, String name) {
    NodeDef source = nodes.get(NodeGraph.operation(input));
    if (!source.getOp().equals(JOINING) || !isUsedOnce(source)) return narrow(input, name);
    return narrowed(source, 0, (int) source.getAttrOrThrow("N").getI(), this::narrow);
  }

  /** A cast, or the convolution itself where nobody else sees what it gives. */
  private String narrow(String input, String name) {
    NodeDef source = nodes.get(NodeGraph.operation(input));
    if (isConvolution(source) && isUsedOnce(source)) return source.getName() + NARROWED;
    graph.addNode(cast(name, input, FLOAT, NARROW));
    return name;
  }

  /** Gradients of several users are added up in float32. */
  private boolean isUsedOnce(NodeDef node) {
    return users.get(node.getName()) == 1;
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
