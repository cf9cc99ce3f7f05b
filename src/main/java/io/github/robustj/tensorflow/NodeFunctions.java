package io.github.robustj.tensorflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/** The functions of a graph by their names, as a file has them. */
record NodeFunctions(Map<String, FunctionDef> all) {

  /**
   * @throws IllegalArgumentException if two have one name: a check would see one of them only
   */
  static NodeFunctions of(FunctionDefLibrary library) {
    Map<String, FunctionDef> byName = new LinkedHashMap<>();
    for (FunctionDef function : library.getFunctionList())
      if (byName.put(function.getSignature().getName(), function) != null)
        throw new IllegalArgumentException(
            "two functions are named " + function.getSignature().getName());
    return new NodeFunctions(byName);
  }

  boolean has(String name) {
    return all.containsKey(name);
  }

  /** The functions that an operation names: in an attribute, or as its own type. */
  Set<String> called(NodeDef node) {
    Set<String> names = new LinkedHashSet<>();
    if (has(node.getOp())) names.add(node.getOp());
    node.getAttrMap().values().forEach(value -> addNames(value, names));
    names.retainAll(all.keySet());
    return names;
  }

  private static void addNames(AttrValue value, Set<String> names) {
    if (value.hasFunc()) addNames(value.getFunc(), names);
    if (value.hasList()) value.getList().getFuncList().forEach(f -> addNames(f, names));
  }

  private static void addNames(NameAttrList function, Set<String> names) {
    names.add(function.getName());
    function.getAttrMap().values().forEach(value -> addNames(value, names));
  }

  /** The functions that run when operations run, those that functions call among them. */
  Set<String> reached(Collection<NodeDef> nodes) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<NodeDef> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty())
      for (String name : called(open.pop()))
        if (seen.add(name)) open.addAll(all.get(name).getNodeDefList());
    return seen;
  }

  /** A function that calls itself, directly or through others, or calls such a one. */
  Optional<String> recursive() {
    Set<String> ending = new HashSet<>(innermostFirst());
    return all.keySet().stream().filter(name -> !ending.contains(name)).findFirst();
  }

  /**
   * How many operations run where each runs once per call: a few functions that call each other
   * twice over and over are more than can ever be computed. Not of recursive functions.
   */
  double expanded(Collection<NodeDef> nodes) {
    Map<String, Double> sizes = new HashMap<>();
    for (String name : innermostFirst())
      sizes.put(name, expanded(all.get(name).getNodeDefList(), sizes));
    return expanded(nodes, sizes);
  }

  private double expanded(Collection<NodeDef> nodes, Map<String, Double> sizes) {
    double sum = 0;
    for (NodeDef node : nodes) {
      sum++;
      for (String name : called(node)) sum += sizes.getOrDefault(name, 0.);
    }
    return sum;
  }

  /** Each after those that it calls; recursive ones are left out. */
  private List<String> innermostFirst() {
    Map<String, Set<String>> open = new LinkedHashMap<>();
    Map<String, Set<String>> callers = new HashMap<>();
    List<String> order = new ArrayList<>();
    all.forEach((name, function) -> open.put(name, called(function)));
    open.forEach(
        (name, called) ->
            called.forEach(c -> callers.computeIfAbsent(c, key -> new HashSet<>()).add(name)));
    Deque<String> ends = new ArrayDeque<>(open.keySet());
    while (!ends.isEmpty()) {
      String name = ends.pop();
      if (!open.containsKey(name) || !open.get(name).isEmpty()) continue;
      open.remove(name);
      order.add(name);
      for (String caller : callers.getOrDefault(name, Set.of())) {
        open.get(caller).remove(name);
        ends.add(caller);
      }
    }
    return order;
  }

  private Set<String> called(FunctionDef function) {
    Set<String> names = new LinkedHashSet<>();
    function.getNodeDefList().forEach(node -> names.addAll(called(node)));
    return names;
  }

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

    /** All that the named operations have a part in, themselves among them. */
    Set<String> descendants(Set<String> operations) {
      Map<String, List<String>> readers = new HashMap<>();
      for (NodeDef node : nodes.values())
        for (String input : node.getInputList())
          readers.computeIfAbsent(operation(input), key -> new ArrayList<>()).add(node.getName());
      Set<String> seen = new LinkedHashSet<>();
      Deque<String> open = new ArrayDeque<>(operations);
      while (!open.isEmpty()) {
        String name = open.pop();
        if (nodes.containsKey(name) && seen.add(name))
          readers.getOrDefault(name, List.of()).forEach(open::push);
      }
      return seen;
    }

    NodeGraph only(Set<String> names) {
      return of(nodes.values().stream().filter(node -> names.contains(node.getName())).toList());
    }
  }
}
