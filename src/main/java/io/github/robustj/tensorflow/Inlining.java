package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;

/**
 * Puts what functions compute in the place of their calls: TensorFlow's C++ differentiates
 * operations, not calls, and Keras exports a network as one call. Operations of a function are
 * named {@code call/operation}. Functions that branches name stay functions.
 *
 * <p>What only orders operations is kept inside a function and dropped at its call: nothing that
 * predicts writes what another operation reads.
 */
final class Inlining {

  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");
  private static final String CONTROL = "^";
  private static final Map<String, OpDef> OPERATIONS =
      TensorFlow.registeredOpList().getOpList().stream()
          .collect(Collectors.toMap(OpDef::getName, op -> op, (first, again) -> first));

  private final NodeFunctions functions;
  private final List<NodeDef> flat = new ArrayList<>();

  /** What stands for the outputs of a call, by its name. */
  private final Map<String, List<String>> results = new HashMap<>();

  private Inlining(NodeFunctions functions) {
    this.functions = functions;
  }

  /**
   * @param graph the part of a network that predicts; its functions do not call themselves
   * @return without calls; outputs of calls are found by {@link Flat#tensor}
   */
  static Flat flat(NodeGraph graph, NodeFunctions functions) {
    Inlining inlining = new Inlining(functions);
    graph.nodes().values().forEach(node -> inlining.add(node, Map.of()));
    List<NodeDef> resolved = inlining.flat.stream().map(inlining::resolved).toList();
    return new Flat(NodeGraph.of(resolved), inlining::resolve);
  }

  /**
   * A graph without calls.
   *
   * @param resolution from the name of a tensor of the graph as it was
   */
  record Flat(NodeGraph graph, UnaryOperator<String> resolution) {

    /** The name now of a tensor {@code operation:index} of before. */
    String tensor(String name) {
      return resolution.apply(name);
    }
  }

  /** Adds an operation whose inputs have their names in the flat graph, but for calls'. */
  private void add(NodeDef node, Map<String, AttrValue> attributes) {
    Optional<NameAttrList> called = called(node);
    if (called.isEmpty()) flat.add(substituted(node, attributes));
    else inline(node, functions.all().get(called.get().getName()), called.get().getAttrMap());
  }

  private Optional<NameAttrList> called(NodeDef node) {
    if (functions.has(node.getOp()))
      return Optional.of(NameAttrList.newBuilder().setName(node.getOp()).build());
    if (!CALLS.contains(node.getOp())) return Optional.empty();
    return Optional.of(node.getAttrOrThrow("f").getFunc());
  }

  private void inline(NodeDef call, FunctionDef function, Map<String, AttrValue> attributes) {
    List<String> inputs = NodeGraph.values(call);
    List<ArgDef> arguments = function.getSignature().getInputArgList();
    if (inputs.size() != arguments.size())
      throw new IllegalArgumentException(
          "%s has %d inputs, its function %d"
              .formatted(call.getName(), inputs.size(), arguments.size()));
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) given.put(arguments.get(i).getName(), inputs.get(i));
    NodeGraph operations = NodeGraph.of(function.getNodeDefList());
    Body body = new Body(call.getName() + "/", operations, given, functions);
    for (NodeDef node : function.getNodeDefList()) add(body.outside(node), attributes);
    results.put(
        call.getName(),
        function.getSignature().getOutputArgList().stream()
            .map(output -> body.outside(function.getRetOrThrow(output.getName())))
            .toList());
  }

  /** Of a function for any type: the type that the call names. */
  private static NodeDef substituted(NodeDef node, Map<String, AttrValue> attributes) {
    NodeDef.Builder copy = node.toBuilder();
    node.getAttrMap()
        .forEach(
            (key, value) -> {
              AttrValue meant = attributes.get(value.getPlaceholder());
              if (meant != null) copy.putAttr(key, meant);
            });
    return copy.build();
  }

  private NodeDef resolved(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder().clearInput();
    for (String input : node.getInputList())
      if (!input.startsWith(CONTROL)) copy.addInput(resolve(input));
      else if (!results.containsKey(input.substring(1))) copy.addInput(input);
    return copy.build();
  }

  /** Follows outputs of calls to what computes them. */
  private String resolve(String tensor) {
    String name = tensor;
    for (int step = 0; step <= results.size(); step++) {
      List<String> outputs = results.get(NodeGraph.operation(name));
      if (outputs == null) return name;
      name = outputs.get(index(name));
    }
    throw new IllegalArgumentException(tensor + " is its own input");
  }

  private static int index(String tensor) {
    int colon = tensor.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1));
  }

  /**
   * The operations of a function in one of its calls.
   *
   * @param prefix of their names outside
   * @param nodes as the function has them
   * @param arguments what the call gives, by the names of the arguments
   */
  private record Body(
      String prefix, NodeGraph nodes, Map<String, String> arguments, NodeFunctions functions) {

    NodeDef outside(NodeDef node) {
      NodeDef.Builder copy = node.toBuilder().setName(prefix + node.getName()).clearInput();
      node.getInputList().forEach(input -> copy.addInput(outside(input)));
      return copy.build();
    }

    /** Of {@code argument}, {@code operation:output:index} or {@code ^operation}. */
    String outside(String input) {
      if (input.startsWith(CONTROL)) return CONTROL + prefix + input.substring(1);
      if (arguments.containsKey(input)) return arguments.get(input);
      String[] parts = input.split(":");
      NodeDef node = nodes.nodes().get(parts[0]);
      if (node == null || parts.length != 3)
        throw new IllegalArgumentException("a function has no " + input);
      FunctionDef called = functions.all().get(node.getOp());
      int first = called == null ? first(node, parts[1]) : position(called, parts[1]);
      return prefix + parts[0] + ":" + (first + Integer.parseInt(parts[2]));
    }

    /** Where a named output lies among all that an operation has. */
    private static int first(NodeDef node, String name) {
      int index = 0;
      for (ArgDef output : OPERATIONS.get(node.getOp()).getOutputArgList()) {
        if (output.getName().equals(name)) return index;
        index += count(node, output);
      }
      throw new IllegalArgumentException(node.getName() + " has no output " + name);
    }

    private static int position(FunctionDef function, String output) {
      return function.getSignature().getOutputArgList().stream()
          .map(ArgDef::getName)
          .toList()
          .indexOf(output);
    }

    private static int count(NodeDef node, ArgDef output) {
      if (!output.getNumberAttr().isEmpty())
        return (int) node.getAttrOrThrow(output.getNumberAttr()).getI();
      if (!output.getTypeListAttr().isEmpty())
        return node.getAttrOrThrow(output.getTypeListAttr()).getList().getTypeCount();
      return 1;
    }
  }
}
