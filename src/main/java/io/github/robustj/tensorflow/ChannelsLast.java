package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * A graph whose operations on images have channels as the last axis: on a CPU, TensorFlow computes
 * most of them in no other order. Each one that has channels first gets transpositions around it,
 * of which TensorFlow removes those that cancel.
 */
final class ChannelsLast {

  private static final String FORMAT = "data_format";
  private static final AttrValue FIRST = Nodes.text("NCHW");
  private static final AttrValue LAST = Nodes.text("NHWC");
  private static final int[] TO_LAST = {0, 2, 3, 1};
  private static final int[] TO_FIRST = {0, 3, 1, 2};

  /** Lists with a number, or with two, for each axis of the image. */
  private static final Map<String, Integer> LISTS =
      Map.of("strides", 1, "ksize", 1, "dilations", 1, "explicit_paddings", 2);

  /** Takes the shape of its result and, third, an image. */
  private static final String TRANSPOSED = "Conv2DBackpropInput";

  /** Inputs that have a number for each axis of the image. */
  private static final Map<String, List<Integer>> SIZES =
      Map.of(TRANSPOSED, List.of(0), "MaxPoolV2", List.of(1, 2));

  private final List<NodeDef> nodes = new ArrayList<>();
  private final Set<String> changed;

  private ChannelsLast(Set<String> changed) {
    this.changed = changed;
  }

  static NodeGraph of(NodeGraph graph) {
    Set<String> first =
        graph.nodes().values().stream()
            .filter(node -> FIRST.equals(node.getAttrMap().get(FORMAT)))
            .map(NodeDef::getName)
            .collect(Collectors.toSet());
    if (first.isEmpty()) return graph;
    ChannelsLast rewriting = new ChannelsLast(first);
    graph.nodes().values().forEach(rewriting::add);
    return NodeGraph.of(rewriting.nodes);
  }

  private void add(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) copy.setInput(i, renamed(node.getInput(i)));
    if (changed.contains(node.getName())) turn(copy);
    else nodes.add(copy.build());
  }

  /** Only an operation's first output is an image. */
  private String renamed(String input) {
    String operation = NodeGraph.operation(input);
    boolean other = input.contains(":") && !input.endsWith(":0");
    return other && changed.contains(operation)
        ? inside(operation) + input.substring(input.indexOf(':'))
        : input;
  }

  private void turn(NodeDef.Builder node) {
    String name = node.getName();
    AttrValue type = node.getAttrOrThrow("T");
    int image = node.getOp().equals(TRANSPOSED) ? 2 : 0;
    for (int i : SIZES.getOrDefault(node.getOp(), List.of()))
      node.setInput(i, gathered(name + "/sizes" + i, node.getInput(i)));
    node.setInput(image, transposed(name + "/image", node.getInput(image), TO_LAST, type));
    LISTS.forEach((key, each) -> turnList(node, key, each));
    nodes.add(node.setName(inside(name)).putAttr(FORMAT, LAST).build());
    transposed(name, inside(name), TO_FIRST, type);
  }

  private static String inside(String name) {
    return name + "/channels_last";
  }

  /**
   * @param each how many numbers stand for an axis
   */
  private static void turnList(NodeDef.Builder node, String key, int each) {
    AttrValue value = node.getAttrMap().get(key);
    if (value == null || value.getList().getICount() != TO_LAST.length * each) return;
    ListValue.Builder turned = ListValue.newBuilder();
    for (int axis : TO_LAST)
      for (int i = 0; i < each; i++) turned.addI(value.getList().getI(axis * each + i));
    node.putAttr(key, AttrValue.newBuilder().setList(turned).build());
  }

  private String transposed(String name, String input, int[] order, AttrValue type) {
    nodes.add(
        NodeDef.newBuilder()
            .setName(name)
            .setOp("Transpose")
            .addInput(input)
            .addInput(constant(name + "/order", order))
            .putAttr("T", type)
            .putAttr("Tperm", Nodes.type(DataType.DT_INT32))
            .build());
    return name;
  }

  /** Four sizes in the other order. */
  private String gathered(String name, String sizes) {
    nodes.add(
        NodeDef.newBuilder()
            .setName(name)
            .setOp("Gather")
            .addInput(sizes)
            .addInput(constant(name + "/order", TO_LAST))
            .putAttr("Tparams", Nodes.type(DataType.DT_INT32))
            .putAttr("Tindices", Nodes.type(DataType.DT_INT32))
            .build());
    return name;
  }

  private String constant(String name, int[] values) {
    nodes.add(Nodes.constant(name, values));
    return name;
  }
}
