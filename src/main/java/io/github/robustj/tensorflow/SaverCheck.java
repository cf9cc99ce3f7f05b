package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;

/**
 * Finds operations that read or write weights elsewhere than the saver of a network does: each
 * takes the path of a file, and could read or write any. Allowed are
 *
 * <ul>
 *   <li>{@code RestoreV2} in what restores, of the very path that RobustJ feeds,
 *   <li>all of them in what saves, of a path made from the fed one; RobustJ never runs that part.
 * </ul>
 *
 * @param types of operations that only the saver may use
 */
record SaverCheck(NetworkGraph network, Set<String> types) {

  private static final String RESTORE = "RestoreV2";
  private static final Set<String> FED = Set.of("Placeholder", "PlaceholderWithDefault");
  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");

  /** Most operations in a row that hand the path on; real ones have one or two. */
  private static final int MOST_STEPS = 8;

  /**
   * Operations that run together.
   *
   * @param name of the function; empty for the graph
   * @param paths names of the operations or arguments whose value is the fed path
   */
  private record Place(String name, NodeGraph graph, Set<String> paths) {

    /** Whether an input of an operation is the fed path, perhaps handed on as it is. */
    boolean isPath(NodeDef node, int input) {
      String name = source(node, input);
      for (int step = 0; step < MOST_STEPS; step++) {
        NodeDef before = graph.nodes().get(name);
        if (paths.contains(name)) return before == null || FED.contains(before.getOp());
        if (before == null || !before.getOp().equals("Identity")) return false;
        name = source(before, 0);
      }
      return false;
    }

    private static String source(NodeDef node, int input) {
      List<String> values = NodeGraph.values(node);
      return input < values.size() ? NodeGraph.operation(values.get(input)) : "";
    }
  }

  /** What a walk has seen. */
  private record Walk(Deque<Place> open, Set<String> visited, Set<String> functions) {}

  /** The first operation that is out of its place; empty if there is none. */
  Optional<NodeDef> misused() {
    Walk walk = new Walk(new ArrayDeque<>(), new HashSet<>(), new HashSet<>());
    NodeDef path = network.main().nodes().get(network.fileName());
    boolean fed = path != null && FED.contains(path.getOp());
    walk.open().add(new Place("", network.predicting(), Set.of()));
    walk.open().add(new Place("", network.restoring(), fed ? Set.of(path.getName()) : Set.of()));
    while (!walk.open().isEmpty()) {
      Optional<NodeDef> wrong = wrong(walk.open().pop(), walk);
      if (wrong.isPresent()) return wrong;
    }
    return others(walk.functions());
  }

  private Optional<NodeDef> wrong(Place place, Walk walk) {
    for (NodeDef node : place.graph().nodes().values()) {
      if (types.contains(node.getOp()) && !(node.getOp().equals(RESTORE) && place.isPath(node, 0)))
        return Optional.of(node);
      network.functions().called(node).forEach(function -> enter(function, node, place, walk));
    }
    return Optional.empty();
  }

  private void enter(String function, NodeDef call, Place from, Walk walk) {
    FunctionDef body = network.functions().all().get(function);
    Set<String> paths = arguments(body, call, from);
    walk.functions().add(function);
    if (walk.visited().add(function + paths))
      walk.open().add(new Place(function, NodeGraph.of(body.getNodeDefList()), paths));
  }

  /** Those that are the fed path; of branches none, whose arguments stand elsewhere in a call. */
  private static Set<String> arguments(FunctionDef body, NodeDef call, Place from) {
    List<ArgDef> arguments = body.getSignature().getInputArgList();
    boolean plain =
        CALLS.contains(call.getOp()) || call.getOp().equals(body.getSignature().getName());
    Set<String> paths = new HashSet<>();
    if (plain && arguments.stream().allMatch(SaverCheck::isSingle))
      for (int i = 0; i < arguments.size(); i++)
        if (from.isPath(call, i)) paths.add(arguments.get(i).getName());
    return paths;
  }

  /** One tensor, so that the inputs of a call are the arguments of the function one by one. */
  private static boolean isSingle(ArgDef argument) {
    return argument.getNumberAttr().isEmpty() && argument.getTypeListAttr().isEmpty();
  }

  /**
   * Of what neither predicts nor restores: only what saves may hold any, not under a fixed path.
   *
   * @param visited functions that predict or restore
   */
  private Optional<NodeDef> others(Set<String> visited) {
    NodeGraph saving = network.saving();
    Set<String> inner = network.functions().reached(saving.nodes().values());
    Set<String> outer = new HashSet<>(network.predicting().nodes().keySet());
    outer.addAll(network.restoring().nodes().keySet());
    Stream<NodeDef> graph =
        network.main().nodes().values().stream()
            .filter(node -> !outer.contains(node.getName()))
            .filter(node -> !saving.nodes().containsKey(node.getName()) || !isOfPath(node));
    Stream<NodeDef> functions =
        network.functions().all().entrySet().stream()
            .filter(f -> !inner.contains(f.getKey()) && !visited.contains(f.getKey()))
            .flatMap(f -> f.getValue().getNodeDefList().stream());
    return Stream.concat(graph, functions).filter(node -> types.contains(node.getOp())).findFirst();
  }

  /** A merge writes to its last input; the path of all others is their first. */
  private boolean isOfPath(NodeDef node) {
    if (!types.contains(node.getOp())) return true;
    List<String> values = NodeGraph.values(node);
    if (values.isEmpty()) return false;
    String path = values.get(node.getOp().startsWith("Merge") ? values.size() - 1 : 0);
    return network
        .main()
        .ancestors(Set.of(NodeGraph.operation(path)))
        .nodes()
        .containsKey(network.fileName());
  }
}
