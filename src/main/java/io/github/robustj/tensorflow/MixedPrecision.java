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

  private final GraphDef.Builder graph;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  /** How often what an operation gives is used. */
  private final Map<String, Integer> users = new HashMap<>();

  private MixedPrecision(GraphDef network) {
    graph = network.toBuilder().clearNode();
    for (NodeDef node : network.getNodeList()) {
      nodes.put(node.getName(), node);
      for (String input : NodeGraph.values(node))
        users.merge(NodeGraph.operation(input), 1, Integer::sum);
    }
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

  private void add(NodeDef node) {
    if (isConvolution(node)) narrow(node);
    else graph.addNode(node);
  }

  private static boolean isConvolution(NodeDef node) {
    return CONVOLUTIONS.contains(node.getOp()) && node.getAttrOrThrow("T").equals(FLOAT);
  }

  /** The node keeps its name and float32 output, which a cast gives now. */
  private void narrow(NodeDef node) {
    String inside = node.getName() + NARROWED;
    NodeDef.Builder convolution = node.toBuilder().setName(inside).putAttr("T", NARROW);
    for (int i = node.getOp().equals(SHAPE_FIRST) ? 1 : 0; i < node.getInputCount(); i++)
      if (!node.getInput(i).startsWith("^"))
        convolution.setInput(i, narrow(node.getInput(i), inside + "/input" + i));
    graph.addNode(convolution).addNode(cast(node.getName(), inside, NARROW, FLOAT));
  }

  /**
   * What gives the input in bfloat16: the convolution that it is of, or features put together in
   * bfloat16, or else a cast.
   *
   * @param name of what is added for it
   */
  private String narrow(String input, String name) {
    NodeDef source = nodes.get(NodeGraph.operation(input));
    if (source != null && isConvolution(source)) return source.getName() + NARROWED;
    if (source == null || !isJoinedForOne(source)) {
      graph.addNode(cast(name, input, FLOAT, NARROW));
      return name;
    }
    NodeDef.Builder joined = source.toBuilder().setName(name).putAttr("T", NARROW);
    long parts = source.getAttrOrThrow("N").getI();
    for (int i = 0; i < parts; i++) joined.setInput(i, narrow(source.getInput(i), name + "/" + i));
    graph.addNode(joined);
    return name;
  }

  /** Else its parts would be cast more than once. */
  private boolean isJoinedForOne(NodeDef node) {
    return node.getOp().equals("ConcatV2") && users.get(node.getName()) == 1;
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
