package io.github.robustj.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_GraphImportGraphDef;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GraphOperationByName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_ImportGraphDefOptionsAddInputMapping;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_ImportGraphDefOptionsRemapControlDependency;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_ImportGraphDefOptionsSetDefaultDevice;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_ImportGraphDefOptionsSetPrefix;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_ImportGraphDefOptions;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.family.TType;

/**
 * A graph of one device, copied once for each of several devices into the graph that runs. The
 * copies share the variables, which lie on the first device.
 *
 * <p>TensorFlow's C++ gives the operations of a gradient no device, whatever the device of those
 * that they belong to, and a device cannot be changed later. So networks, losses and gradients are
 * built in a graph that never runs, the template, and what is new in it is imported with each
 * device as default whenever a copy of it is asked for.
 *
 * <p>For one device there is no copy: template and running graph are the same.
 */
final class Replicas {

  private static final Set<String> VARIABLES = Set.of("Variable", "VariableV2");
  private static final String ASSIGN = "Assign";

  private final Graph template;
  private final Graph running;
  private final List<DeviceSpec> devices;

  /** Names of the template's nodes that have been copied. */
  private final Set<String> copied = new HashSet<>();

  private Replicas(Graph template, Graph running, List<DeviceSpec> devices) {
    this.template = template;
    this.running = running;
    this.devices = devices;
  }

  /**
   * @param template stays open as long as this is
   * @param devices none, if the graph itself shall run where TensorFlow chooses
   */
  static Replicas of(Graph template, List<DeviceSpec> devices) {
    return devices.isEmpty()
        ? new Replicas(template, template, devices)
        : new Replicas(template, new Graph(), List.copyOf(devices));
  }

  /** How many, at least 1. */
  int count() {
    return Math.max(1, devices.size());
  }

  /** The graph that runs. */
  Graph running() {
    return running;
  }

  /** What is there once only: added to the graph that runs, on the first device. */
  Ops once() {
    Ops tf = Ops.create(running);
    return devices.isEmpty() ? tf : tf.withDevice(devices.get(0));
  }

  /** Whether what runs is the template itself. */
  boolean isTemplate() {
    return devices.isEmpty();
  }

  /** The copy of a part of the template on one of the devices. */
  <T extends TType> Operand<T> at(int device, Operand<T> original) {
    if (isTemplate()) return original;
    Operation operation = original.op();
    String name = name(operation.name(), isVariable(operation) ? 0 : device);
    if (running.operation(name) == null) copyNew();
    return running.operationOrThrow(name).<T>output(original.asOutput().index());
  }

  /** All copies. */
  <T extends TType> List<Operand<T>> all(Operand<T> original) {
    return IntStream.range(0, count()).mapToObj(i -> this.<T>at(i, original)).toList();
  }

  private static boolean isVariable(Operation operation) {
    return VARIABLES.contains(operation.type());
  }

  private static String name(String original, int device) {
    return "replica" + device + "/" + original;
  }

  private synchronized void copyNew() {
    List<NodeDef> fresh = new ArrayList<>();
    GraphDef all = template.toGraphDef();
    for (NodeDef node : all.getNodeList()) if (!copied.contains(node.getName())) fresh.add(node);
    for (int device = 0; device < devices.size(); device++) copy(all, fresh, device);
    fresh.forEach(node -> copied.add(node.getName()));
  }

  /** Variables, and what sets them, are copied to the first device alone. */
  private void copy(GraphDef all, List<NodeDef> fresh, int device) {
    List<NodeDef> nodes =
        fresh.stream()
            .filter(node -> device == 0 || !VARIABLES.contains(node.getOp()))
            .filter(node -> device == 0 || !node.getOp().equals(ASSIGN))
            // Some gradients are told to stand beside what may have been copied before.
            .map(NetworkGraph::placeless)
            .toList();
    GraphDef part = all.toBuilder().clearNode().addAllNode(nodes).build();
    try (PointerScope scope = new PointerScope()) {
      TF_Graph graph = Handles.of(running);
      TF_Status status = TF_Status.newStatus();
      TF_ImportGraphDefOptions options = TF_ImportGraphDefOptions.newImportGraphDefOptions();
      TF_ImportGraphDefOptionsSetPrefix(options, "replica" + device);
      TF_ImportGraphDefOptionsSetDefaultDevice(options, devices.get(device).toString());
      for (String input : inputsFromBefore(nodes)) map(graph, options, input, device);
      TF_GraphImportGraphDef(graph, TF_Buffer.newBufferFromString(part), options, status);
      status.throwExceptionIfNotOK();
    }
  }

  /** What these read that is not among them. */
  private static Set<String> inputsFromBefore(List<NodeDef> nodes) {
    Set<String> names = new HashSet<>();
    nodes.forEach(node -> names.add(node.getName()));
    Set<String> before = new HashSet<>();
    for (NodeDef node : nodes)
      for (String input : node.getInputList())
        if (!names.contains(NodeGraph.operation(input))) before.add(input);
    return before;
  }

  private void map(TF_Graph graph, TF_ImportGraphDefOptions options, String input, int device) {
    String original = NodeGraph.operation(input);
    boolean variable = VARIABLES.contains(template.operationOrThrow(original).type());
    String name = name(original, variable ? 0 : device);
    TF_Operation there = TF_GraphOperationByName(graph, name);
    if (input.startsWith("^")) {
      TF_ImportGraphDefOptionsRemapControlDependency(options, original, there);
      return;
    }
    int colon = input.indexOf(':');
    int index = colon < 0 ? 0 : Integer.parseInt(input.substring(colon + 1));
    TF_Output output = new TF_Output().oper(there).index(index);
    TF_ImportGraphDefOptionsAddInputMapping(options, original, index, output);
  }

  /** Closes the template, if it is not what runs; who closes the session closes that. */
  void closeTemplate() {
    if (!isTemplate()) template.close();
  }
}
