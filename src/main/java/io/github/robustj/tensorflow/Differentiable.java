package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * A graph that computes the same by operations of which TensorFlow's C++ has a gradient, where
 * there are such. Its gradients are fewer than those of Python, with which most networks are
 * trained.
 *
 * <ul>
 *   <li>What only hands values on becomes {@code Identity}.
 *   <li>Older forms of an operation become the one that has a gradient.
 *   <li>What is constant almost everywhere, such as rounding, has the gradient 0.
 *   <li>What does not depend on the images needs none.
 *   <li>Where the gradient of C++ is wrong ({@link Convolutions}, {@code LogSoftmax} of images),
 *       others compute the same, or none is let through.
 * </ul>
 */
final class Differentiable {

  /** Without a gradient in C++, among the operations that a network may hold. */
  static final Set<String> WITHOUT =
      Set.of(
          "BatchNormWithGlobalNormalization",
          "BiasAddV1",
          "Bitcast",
          "Ceil",
          "Concat",
          "ConjugateTranspose",
          "Conv2DBackpropInputV2",
          "Conv3D",
          "Conv3DBackpropInput",
          "Conv3DBackpropInputV2",
          "Cumprod",
          "DepthwiseConv2dNativeBackpropInput",
          "Digamma",
          "Dilation2D",
          "EnsureShape",
          "Erfc",
          "EuclideanNorm",
          "ExtractImagePatches",
          "FloorDiv",
          "FloorMod",
          "FusedBatchNorm",
          "FusedBatchNormV2",
          "Gather",
          "IdentityN",
          "LinSpace",
          "MaxPoolWithArgmax",
          "Merge",
          "Mod",
          "MulNoNan",
          "NextAfter",
          "OnesLike",
          "PlaceholderWithDefault",
          "PreventGradient",
          "Range",
          "ResizeArea",
          "Reverse",
          "Rint",
          "Round",
          "Snapshot",
          "Switch",
          "TopK",
          "TopKV2",
          "TruncateDiv",
          "TruncateMod",
          "Xdivy",
          "Xlog1py",
          "Xlogy");

  private static final Set<String> HANDING_ON =
      Set.of("EnsureShape", "PlaceholderWithDefault", "PreventGradient", "Snapshot");

  private static final Set<String> CONSTANT_ALMOST_EVERYWHERE =
      Set.of(
          "Bitcast", "Ceil", "FloorDiv", "NextAfter", "OnesLike", "Rint", "Round", "TruncateDiv");

  private static final Set<DataType> FLOATING =
      Set.of(DataType.DT_FLOAT, DataType.DT_HALF, DataType.DT_BFLOAT16, DataType.DT_DOUBLE);

  /** Of an operation that has the name of the one that is differentiated. */
  private static final String INSIDE = "/as_it_was";

  /** Stands where no gradient is let through, with the reason in this attribute. */
  static final String PREVENTED = "PreventGradient";

  static final String WORDS = "message";

  private static final String IDENTITIES = "IdentityN";
  private static final String STOP = "StopGradient";
  private static final String TYPE = "T";

  private final Map<String, NodeDef> nodes;
  private final Set<String> depending;
  private final List<NodeDef> made = new ArrayList<>();

  /** Which keep their name for a first output that is computed by others. */
  private final Set<String> replaced = new HashSet<>();

  private Differentiable(NodeGraph graph, String input) {
    nodes = graph.nodes();
    depending = depending(graph, input);
  }

  /**
   * @param input name of the operation that the images take the place of, which stays
   */
  static NodeGraph of(NodeGraph graph, String input) {
    Differentiable rewriting = new Differentiable(graph, input);
    for (NodeDef node : graph.nodes().values())
      if (node.getName().equals(input)) rewriting.made.add(node);
      else rewriting.add(node);
    List<NodeDef> all = rewriting.made.stream().map(rewriting::renamed).toList();
    return NodeGraph.of(all);
  }

  /** Those whose values may change with the images. */
  private static Set<String> depending(NodeGraph graph, String input) {
    Map<String, List<String>> users = new HashMap<>();
    for (NodeDef node : graph.nodes().values())
      for (String source : NodeGraph.values(node))
        users
            .computeIfAbsent(NodeGraph.operation(source), key -> new ArrayList<>())
            .add(node.getName());
    Set<String> found = new HashSet<>(Set.of(input));
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty())
      for (String user : users.getOrDefault(open.pop(), List.of()))
        if (found.add(user)) open.add(user);
    return found;
  }

  private void add(NodeDef node) {
    String operation = node.getOp();
    boolean depends = depending.contains(node.getName());
    if (operation.equals(IDENTITIES)) identities(node);
    else if (depends && operation.equals("LogSoftmax")) made.addAll(logSoftmax(node));
    else if (depends && wrong(node).isPresent()) prevent(node, wrong(node).get());
    else if (depends && Convolutions.isForgotten(node)) made.addAll(Convolutions.equivalent(node));
    else if (!WITHOUT.contains(operation)) made.add(node);
    else if (HANDING_ON.contains(operation)) made.add(identity(node));
    else if (!isFloating(node)) made.add(node);
    else if (!depends || CONSTANT_ALMOST_EVERYWHERE.contains(operation)) stop(node);
    else made.addAll(equivalent(node));
  }

  /** One for each; the first has the name. */
  private void identities(NodeDef node) {
    List<String> inputs = NodeGraph.values(node);
    for (int i = 0; i < inputs.size(); i++)
      made.add(
          Nodes.node(
              part(node.getName(), i),
              "Identity",
              Nodes.type(node.getAttrOrThrow(TYPE).getList().getType(i)),
              inputs.get(i)));
  }

  private static String part(String name, int output) {
    return output == 0 ? name : name + "/part" + output;
  }

  private static NodeDef identity(NodeDef node) {
    return Nodes.node(node.getName(), "Identity", type(node), node.getInput(0));
  }

  private static AttrValue type(NodeDef node) {
    Map<String, AttrValue> all = node.getAttrMap();
    for (String key : List.of("type", "dtype", TYPE, "Tparams", "Tidx"))
      if (all.containsKey(key)) return all.get(key);
    return Nodes.type(DataType.DT_FLOAT);
  }

  private static boolean isFloating(NodeDef node) {
    return FLOATING.contains(type(node).getType());
  }

  /** The operation under another name, and its first output without a gradient. */
  private void stop(NodeDef node) {
    replaced.add(node.getName());
    made.add(node.toBuilder().setName(node.getName() + INSIDE).build());
    made.add(Nodes.node(node.getName(), STOP, type(node), node.getName() + INSIDE));
  }

  /** Where C++ forgets an attribute and nothing is known that computes the same. */
  private static Optional<String> wrong(NodeDef node) {
    if (Convolutions.isHopeless(node)) return Optional.of(node.getOp() + " with dilations");
    boolean padded =
        Nodes.text("EXPLICIT").equals(node.getAttrMap().get("padding"))
            && node.getOp().startsWith("MaxPool");
    if (padded) return Optional.of(node.getOp() + " with explicit padding");
    boolean normalised = node.getOp().equals("LRN") && !isUsual(node);
    return normalised ? Optional.of("LRN with numbers of its own") : Optional.empty();
  }

  /** The numbers that TensorFlow takes where none are given. */
  private static boolean isUsual(NodeDef normalisation) {
    Map<String, AttrValue> all = normalisation.getAttrMap();
    AttrValue radius = all.get("depth_radius");
    return (radius == null || radius.getI() == 5)
        && Map.of("bias", 1f, "alpha", 1f, "beta", .5f).entrySet().stream()
            .allMatch(
                usual ->
                    !all.containsKey(usual.getKey())
                        || all.get(usual.getKey()).getF() == usual.getValue());
  }

  /** A gradient that would be wrong is none; its lack is said in these words. */
  private void prevent(NodeDef node, String words) {
    made.add(node.toBuilder().setName(node.getName() + INSIDE).build());
    made.add(
        Nodes.node(node.getName(), PREVENTED, type(node), node.getName() + INSIDE).toBuilder()
            .putAttr(WORDS, Nodes.text(words))
            .build());
  }

  /** {@code z - log(sum(exp(z)))} of {@code z = x - max(x)}: in C++, sums are over axis 1. */
  private static List<NodeDef> logSoftmax(NodeDef node) {
    String name = node.getName();
    AttrValue type = type(node);
    return List.of(
        Nodes.constant(name + "/axis", -1),
        summary(name + "/max", "Max", type, node.getInput(0), name + "/axis"),
        Nodes.node(name + "/least", STOP, type, name + "/max"),
        Nodes.node(name + "/z", "Sub", type, node.getInput(0), name + "/least"),
        Nodes.node(name + "/exp", "Exp", type, name + "/z"),
        summary(name + "/sum", "Sum", type, name + "/exp", name + "/axis"),
        Nodes.node(name + "/log", "Log", type, name + "/sum"),
        Nodes.node(name, "Sub", type, name + "/z", name + "/log"));
  }

  private static NodeDef summary(
      String name, String operation, AttrValue type, String values, String axis) {
    return Nodes.node(name, operation, type, values, axis).toBuilder()
        .putAttr("Tidx", Nodes.type(DataType.DT_INT32))
        .putAttr("keep_dims", AttrValue.newBuilder().setB(true).build())
        .build();
  }

  /** The last one has the name of {@code node}; it is the node itself where nothing is known. */
  private List<NodeDef> equivalent(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder();
    return switch (node.getOp()) {
      case "FusedBatchNorm", "FusedBatchNormV2" ->
          List.of(
              copy.setOp("FusedBatchNormV3")
                  .putAttr("U", node.getAttrMap().getOrDefault("U", type(node)))
                  .build());
      case "BiasAddV1" -> List.of(copy.setOp("BiasAdd").build());
      case "ConjugateTranspose" -> List.of(copy.setOp("Transpose").build());
      case "Concat" -> List.of(concat(node));
      case "Gather" -> gather(node);
      case "Erfc" -> complement(node);
      case "EuclideanNorm" -> norm(node);
      case "MaxPoolWithArgmax" -> pool(node);
      default -> List.of(node);
    };
  }

  /** The axis comes last. */
  private static NodeDef concat(NodeDef node) {
    int parts = (int) node.getAttrOrThrow("N").getI();
    List<String> inputs = new ArrayList<>(node.getInputList());
    inputs.add(1 + parts, inputs.get(0));
    return node.toBuilder()
        .setOp("ConcatV2")
        .clearInput()
        .addAllInput(inputs.subList(1, inputs.size()))
        .putAttr("Tidx", Nodes.type(DataType.DT_INT32))
        .build();
  }

  private static List<NodeDef> gather(NodeDef node) {
    String axis = node.getName() + "/axis";
    List<String> inputs = new ArrayList<>(node.getInputList());
    inputs.add(2, axis);
    return List.of(
        Nodes.number(axis, 0),
        node.toBuilder()
            .setOp("GatherV2")
            .clearInput()
            .addAllInput(inputs)
            .removeAttr("validate_indices")
            .putAttr("Taxis", Nodes.type(DataType.DT_INT32))
            .build());
  }

  /** {@code 1 - erf(x)}. */
  private static List<NodeDef> complement(NodeDef node) {
    String erf = node.getName() + "/erf";
    String one = node.getName() + "/one";
    return List.of(
        Nodes.node(erf, "Erf", type(node), node.getInput(0)),
        Nodes.node(one + INSIDE, "OnesLike", type(node), node.getInput(0)),
        Nodes.node(one, STOP, type(node), one + INSIDE),
        Nodes.node(node.getName(), "Sub", type(node), one, erf));
  }

  private static List<NodeDef> norm(NodeDef node) {
    String square = node.getName() + "/square";
    String sum = node.getName() + "/sum";
    return List.of(
        Nodes.node(square, "Square", type(node), node.getInput(0)),
        node.toBuilder().setName(sum).setOp("Sum").setInput(0, square).build(),
        Nodes.node(node.getName(), "Sqrt", type(node), sum));
  }

  /** The largest values by themselves; where they lie has no gradient. */
  private List<NodeDef> pool(NodeDef node) {
    replaced.add(node.getName());
    NodeDef.Builder values =
        Nodes.node(node.getName(), "MaxPool", type(node), node.getInput(0)).toBuilder();
    for (String key : List.of("ksize", "strides", "padding"))
      values.putAttr(key, node.getAttrOrThrow(key));
    return List.of(node.toBuilder().setName(node.getName() + INSIDE).build(), values.build());
  }

  private NodeDef renamed(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) copy.setInput(i, renamed(node.getInput(i)));
    return copy.build();
  }

  /** Where a further output of what was replaced is now. */
  private String renamed(String tensor) {
    if (tensor.startsWith("^") || index(tensor) == 0) return tensor;
    String operation = NodeGraph.operation(tensor);
    NodeDef node = nodes.get(operation);
    if (node != null && node.getOp().equals(IDENTITIES)) return part(operation, index(tensor));
    return replaced.contains(operation)
        ? operation + INSIDE + tensor.substring(operation.length())
        : tensor;
  }

  private static int index(String tensor) {
    int colon = tensor.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1));
  }
}
