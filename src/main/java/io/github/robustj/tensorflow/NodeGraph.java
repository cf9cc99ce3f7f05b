package io.github.robustj.tensorflow;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * The operations of a graph or of a function by their names, as a file has them.
 *
 * @param nodes by name, in the file's order
 */
record NodeGraph(Map<String, NodeDef> nodes) {

  private static final String CONTROL = "^";

  /**
   * @throws IllegalArgumentException if two have one name: a check would see one of them only
   */
  static NodeGraph of(Collection<NodeDef> nodes) {
    Map<String, NodeDef> byName = new LinkedHashMap<>();
    for (NodeDef node : nodes)
      if (byName.put(node.getName(), node) != null)
        throw new IllegalArgumentException("two operations are named " + node.getName());
    return new NodeGraph(byName);
  }

  /** {@code a} of an input {@code a:1} or {@code ^a}, and of a tensor {@code a:0}. */
  static String operation(String input) {
    String name = input.startsWith(CONTROL) ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** Those of the inputs that carry values, in their order. */
  static List<String> values(NodeDef node) {
    return node.getInputList().stream().filter(input -> !input.startsWith(CONTROL)).toList();
  }

  /**
   * All that runs when the named operations run, themselves among them; names that are not there
   * are passed over.
   */
  NodeGraph ancestors(Collection<String> operations) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(operations);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!nodes.containsKey(name) || !seen.add(name)) continue;
      nodes.get(name).getInputList().forEach(input -> open.push(operation(input)));
    }
    return only(seen);
  }

  NodeGraph only(Set<String> names) {
    return of(nodes.values().stream().filter(node -> names.contains(node.getName())).toList());
  }
}
