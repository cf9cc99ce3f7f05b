package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.OpDef.AttrDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Of which operations TensorFlow's C++ has a gradient: each that a network may hold is asked, with
 * inputs and outputs of float32 where it takes them.
 */
class GradientCatalogueTest {

  private static final Map<String, OpDef> OPERATIONS =
      TensorFlow.registeredOpList().getOpList().stream()
          .collect(Collectors.toMap(OpDef::getName, Function.identity(), (a, b) -> a));

  /** That RobustJ registers. */
  private static final Set<String> REGISTERED =
      Set.of(
          "Conv3D",
          "Conv3DBackpropInputV2",
          "DepthwiseConv2dNativeBackpropInput",
          "Dilation2D",
          InstanceNormalization.END);

  private static final AttrValue FLOAT = Nodes.type(DataType.DT_FLOAT);

  @Test
  void thoseWithoutAreKnown() throws IOException {
    MissingGradients.register();
    Set<String> without = new TreeSet<>(REGISTERED);
    Set<String> expected = new TreeSet<>(REGISTERED);
    int with = 0;
    for (String name : allowed()) {
      Optional<Boolean> has = has(OPERATIONS.get(name));
      if (has.isPresent() && Differentiable.WITHOUT.contains(name)) expected.add(name);
      if (has.equals(Optional.of(false))) without.add(name);
      if (has.equals(Optional.of(true))) with++;
    }
    assertEquals(expected, without);
    assertTrue(with > 90, with + " have one");
    for (String name : REGISTERED) assertEquals(Optional.of(true), has(OPERATIONS.get(name)), name);
  }

  private static List<String> allowed() throws IOException {
    try (InputStream in = OperationCheck.class.getResourceAsStream("allowed-operations.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("@"))
          .flatMap(line -> List.of(line.strip().split(" +")).stream())
          .filter(OPERATIONS::containsKey)
          .toList();
    }
  }

  /** Empty where it takes or gives no numbers of float32 by itself. */
  private static Optional<Boolean> has(OpDef operation) {
    NodeDef.Builder node = NodeDef.newBuilder().setName("asked").setOp(operation.getName());
    for (AttrDef attribute : operation.getAttrList())
      value(attribute, operation).ifPresent(value -> node.putAttr(attribute.getName(), value));
    GraphDef.Builder graph = GraphDef.newBuilder().addNode(placeholder("images", FLOAT));
    int images = -1;
    for (ArgDef argument : operation.getInputArgList())
      for (int i = 0; i < count(argument, node); i++) {
        AttrValue type = type(argument, node);
        if (images < 0 && type.equals(FLOAT)) {
          images = node.getInputCount();
          node.addInput("images");
        } else {
          String name = "input" + node.getInputCount();
          graph.addNode(placeholder(name, type));
          node.addInput(name);
        }
      }
    List<ArgDef> outputs = operation.getOutputArgList();
    int answer = 0;
    while (answer < outputs.size() && !type(outputs.get(answer), node).equals(FLOAT)) answer++;
    if (answer == outputs.size()) return Optional.empty();
    graph.addNode(node);
    graph.addNode(Nodes.node("sum", "AddV2", FLOAT, "images", "asked:" + answer));
    return has(graph.build());
  }

  private static Optional<Boolean> has(GraphDef definition) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(definition);
      try {
        Gradients.create(
            Ops.create(graph).scope(),
            graph.operation("sum").output(0),
            List.of(graph.operation("images").output(0)));
        return Optional.of(true);
      } catch (TensorFlowException | IllegalArgumentException e) {
        return Optional.of(!e.getMessage().contains("No gradient defined for op"));
      }
    } catch (TensorFlowException | IllegalArgumentException notByItself) {
      return Optional.empty();
    }
  }

  private static NodeDef placeholder(String name, AttrValue type) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Placeholder")
        .putAttr("dtype", type)
        .putAttr(
            "shape",
            AttrValue.newBuilder()
                .setShape(TensorShapeProto.newBuilder().setUnknownRank(true))
                .build())
        .build();
  }

  private static int count(ArgDef argument, NodeDef.Builder node) {
    if (!argument.getTypeListAttr().isEmpty()) return 1;
    return argument.getNumberAttr().isEmpty()
        ? 1
        : (int) node.getAttrOrThrow(argument.getNumberAttr()).getI();
  }

  private static AttrValue type(ArgDef argument, NodeDef.Builder node) {
    if (!argument.getTypeListAttr().isEmpty()) return FLOAT;
    return argument.getTypeAttr().isEmpty()
        ? Nodes.type(argument.getType())
        : node.getAttrMap().getOrDefault(argument.getTypeAttr(), FLOAT);
  }

  /** Of float32 where that is allowed, else what is usual, else something. */
  private static Optional<AttrValue> value(AttrDef attribute, OpDef operation) {
    AttrValue.Builder value = AttrValue.newBuilder();
    List<DataType> types = attribute.getAllowedValues().getList().getTypeList();
    boolean index = attribute.getDefaultValue().getType() == DataType.DT_INT32;
    if (attribute.getType().equals("type") && !index)
      return Optional.of(
          types.isEmpty() || types.contains(DataType.DT_FLOAT) ? FLOAT : Nodes.type(types.get(0)));
    if (attribute.getName().equals("is_training")) return Optional.of(value.setB(false).build());
    if (attribute.hasDefaultValue()) return Optional.of(attribute.getDefaultValue());
    List<ByteString> words = attribute.getAllowedValues().getList().getSList();
    int axes = operation.getName().contains("3D") ? 5 : 4;
    return Optional.ofNullable(
        switch (attribute.getType()) {
          case "int" -> value.setI(2).build();
          case "list(int)" ->
              value.setList(ListValue.newBuilder().addAllI(Collections.nCopies(axes, 1L))).build();
          case "string" -> words.isEmpty() ? null : value.setS(words.get(0)).build();
          case "float" -> value.setF(.5f).build();
          case "shape" ->
              value.setShape(TensorShapeProto.newBuilder().setUnknownRank(true)).build();
          case "list(type)" ->
              value.setList(ListValue.newBuilder().addType(DataType.DT_FLOAT)).build();
          default -> null;
        });
  }
}
