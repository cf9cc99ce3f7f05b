package io.github.robustj.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Operations without a gradient, or with a wrong one, in TensorFlow's C++, as others that compute
 * the same and have it.
 */
final class Equivalents {

  /** After the name of an operation whose own name another one has now. */
  static final String INSIDE = "/as_it_was";

  private static final String STOP = "StopGradient";

  private Equivalents() {}

  /**
   * The operations that take the place of one: the last has its name. It is the operation itself
   * where nothing is known.
   */
  static List<NodeDef> of(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder();
    return switch (node.getOp()) {
      case "FusedBatchNorm", "FusedBatchNormV2" ->
          List.of(
              copy.setOp("FusedBatchNormV3")
                  .putAttr("U", node.getAttrMap().getOrDefault("U", Nodes.type(node)))
                  .build());
      case "BiasAddV1" -> List.of(copy.setOp("BiasAdd").build());
      case "ConjugateTranspose" -> List.of(copy.setOp("Transpose").build());
      case "Concat" -> List.of(concat(node));
      case "Gather" -> gather(node);
      case "Erfc" -> complement(node);
      case "EuclideanNorm" -> norm(node);
      case "LogSoftmax" -> logSoftmax(node);
      case "MaxPoolWithArgmax" -> pool(node);
      default -> List.of(node);
    };
  }

  /** The operation under another name, and its first output without a gradient. */
  static List<NodeDef> stopped(NodeDef node) {
    return List.of(
        inside(node), Nodes.node(node.getName(), STOP, Nodes.type(node), node.getName() + INSIDE));
  }

  private static NodeDef inside(NodeDef node) {
    return node.toBuilder().setName(node.getName() + INSIDE).build();
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
        Nodes.node(erf, "Erf", Nodes.type(node), node.getInput(0)),
        Nodes.node(one + INSIDE, "OnesLike", Nodes.type(node), node.getInput(0)),
        Nodes.node(one, STOP, Nodes.type(node), one + INSIDE),
        Nodes.node(node.getName(), "Sub", Nodes.type(node), one, erf));
  }

  private static List<NodeDef> norm(NodeDef node) {
    String square = node.getName() + "/square";
    String sum = node.getName() + "/sum";
    return List.of(
        Nodes.node(square, "Square", Nodes.type(node), node.getInput(0)),
        node.toBuilder().setName(sum).setOp("Sum").setInput(0, square).build(),
        Nodes.node(node.getName(), "Sqrt", Nodes.type(node), sum));
  }

  /** The largest values by themselves; where they lie has no gradient. */
  private static List<NodeDef> pool(NodeDef node) {
    NodeDef.Builder values =
        Nodes.node(node.getName(), "MaxPool", Nodes.type(node), node.getInput(0)).toBuilder();
    for (String key : List.of("ksize", "strides", "padding"))
      values.putAttr(key, node.getAttrOrThrow(key));
    return List.of(inside(node), values.build());
  }

  /** {@code z - log(sum(exp(z)))} of {@code z = x - max(x)}: in C++, sums are over axis 1. */
  private static List<NodeDef> logSoftmax(NodeDef node) {
    String name = node.getName();
    AttrValue type = Nodes.type(node);
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
}
