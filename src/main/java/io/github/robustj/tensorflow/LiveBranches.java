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
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * A graph of TensorFlow 1 without the branches that its file decides on: Keras asked in a graph
 * whether it trains, and left the answer beside the network as a default. Switches and merges have
 * no gradient.
 */
final class LiveBranches {

  private static final String SWITCH = "Switch";
  private static final String MERGE = "Merge";

  private final Map<String, NodeDef> nodes;

  /** Operations that are never computed. */
  private final Set<String> dead = new HashSet<>();

  /** Which output of a decided switch is computed, by its name. */
  private final Map<String, Integer> decided = new HashMap<>();

  private LiveBranches(NodeGraph graph) {
    nodes = graph.nodes();
    nodes
        .values()
        .forEach(
            node -> {
              if (node.getOp().equals(SWITCH))
                truth(node.getInput(1)).ifPresent(yes -> decided.put(node.getName(), yes ? 1 : 0));
            });
  }

  static NodeGraph of(NodeGraph graph) {
    LiveBranches branches = new LiveBranches(graph);
    if (branches.decided.isEmpty()) return graph;
    branches.findDead();
    List<NodeDef> all = new ArrayList<>();
    graph.nodes().values().forEach(node -> all.add(branches.live(node)));
    return NodeGraph.of(all);
  }

  /** Of a tensor that is a constant, its opposite, or either handed on. */
  private Optional<Boolean> truth(String tensor) {
    boolean opposite = false;
    String name = tensor;
    for (int step = 0; step <= nodes.size(); step++) {
      NodeDef node = nodes.get(NodeGraph.operation(name));
      if (node == null) break;
      switch (node.getOp()) {
        case "Const" -> {
          return Optional.of(opposite != truth(node));
        }
        case "LogicalNot" -> opposite = !opposite;
        case "Identity", "PlaceholderWithDefault", SWITCH -> {}
        default -> {
          return Optional.empty();
        }
      }
      name = node.getInput(0);
    }
    return Optional.empty();
  }

  private static boolean truth(NodeDef constant) {
    TensorProto value = constant.getAttrOrThrow("value").getTensor();
    if (value.getBoolValCount() > 0) return value.getBoolVal(0);
    return !value.getTensorContent().isEmpty() && value.getTensorContent().byteAt(0) != 0;
  }

  private void findDead() {
    Map<String, List<NodeDef>> users = new HashMap<>();
    for (NodeDef node : nodes.values())
      for (String input : NodeGraph.values(node))
        users.computeIfAbsent(NodeGraph.operation(input), key -> new ArrayList<>()).add(node);
    Deque<String> open = new ArrayDeque<>(decided.keySet());
    while (!open.isEmpty())
      for (NodeDef user : users.getOrDefault(open.pop(), List.of()))
        if (isDead(user) && dead.add(user.getName())) open.add(user.getName());
  }

  private boolean isDead(NodeDef node) {
    List<String> inputs = NodeGraph.values(node);
    return node.getOp().equals(MERGE)
        ? inputs.stream().allMatch(this::isDead)
        : inputs.stream().anyMatch(this::isDead);
  }

  private boolean isDead(String tensor) {
    String operation = NodeGraph.operation(tensor);
    Integer chosen = decided.get(operation);
    return dead.contains(operation) || chosen != null && chosen != index(tensor);
  }

  private static int index(String tensor) {
    int colon = tensor.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1));
  }

  private NodeDef live(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) copy.setInput(i, source(node.getInput(i)));
    if (!node.getOp().equals(MERGE)) return copy.build();
    List<String> living =
        NodeGraph.values(node).stream().filter(tensor -> !isDead(tensor)).toList();
    if (living.size() != 1) return copy.build();
    return Nodes.node(node.getName(), "Identity", node.getAttrOrThrow("T"), source(living.get(0)));
  }

  /** What a decided switch hands on. */
  private String source(String tensor) {
    String name = tensor;
    for (int step = 0; step <= nodes.size(); step++) {
      String operation = NodeGraph.operation(name);
      if (name.startsWith("^") || !decided.containsKey(operation) || isDead(name)) return name;
      name = nodes.get(operation).getInput(0);
    }
    return tensor;
  }
}
