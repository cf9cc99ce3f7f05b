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

  /** Stands where no gradient is let through, with the reason in this attribute. */
  static final String PREVENTED = "PreventGradient";

  static final String WORDS = "message";

  private static final String IDENTITIES = "IdentityN";
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
    Optional<String> wrong = depends ? WrongGradients.of(node) : Optional.empty();
    if (operation.equals(IDENTITIES)) identities(node);
    else if (depends && operation.equals("LogSoftmax")) replace(node, Equivalents.of(node));
    else if (wrong.isPresent()) prevent(node, wrong.get());
    else if (depends && Convolutions.isForgotten(node)) made.addAll(Convolutions.equivalent(node));
    else if (!WITHOUT.contains(operation)) made.add(node);
    else if (HANDING_ON.contains(operation)) made.add(identity(node));
    else if (!isFloating(node)) made.add(node);
    else if (!depends || CONSTANT_ALMOST_EVERYWHERE.contains(operation))
      replace(node, Equivalents.stopped(node));
    else replace(node, Equivalents.of(node));
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
    return Nodes.node(node.getName(), "Identity", Nodes.type(node), node.getInput(0));
  }

  private static boolean isFloating(NodeDef node) {
    return FLOATING.contains(Nodes.type(node).getType());
  }

  /** A gradient that would be wrong is none; its lack is said in these words. */
  private void prevent(NodeDef node, String words) {
    String inside = node.getName() + Equivalents.INSIDE;
    made.add(node.toBuilder().setName(inside).build());
    made.add(
        Nodes.node(node.getName(), PREVENTED, Nodes.type(node), inside).toBuilder()
            .putAttr(WORDS, Nodes.text(words))
            .build());
  }

  private void replace(NodeDef node, List<NodeDef> others) {
    made.addAll(others);
    String inside = node.getName() + Equivalents.INSIDE;
    if (others.get(0).getName().equals(inside)) replaced.add(node.getName());
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
        ? operation + Equivalents.INSIDE + tensor.substring(operation.length())
        : tensor;
  }

  private static int index(String tensor) {
    int colon = tensor.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1));
  }
}
