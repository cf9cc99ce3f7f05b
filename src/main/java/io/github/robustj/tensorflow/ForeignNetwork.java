package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection;
import io.github.robustj.model.NetworkPorts;
import io.github.robustj.model.NetworkPorts.End;
import io.github.robustj.model.NetworkPorts.Port;
import io.github.robustj.model.NetworkPorts.Signature;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Inlining.Flat;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * The graph of a network from elsewhere, as operations that TensorFlow differentiates: without
 * calls of functions, without resources, channels last.
 *
 * @param directory of its SavedModel
 * @param network what its file says
 */
record ForeignNetwork(Path directory, NetworkGraph network) {

  /** Before the names of its operations, so that they do not meet RobustJ's. */
  static final String PREFIX = "network/";

  private static final Set<String> PLACEHOLDERS = Set.of("Placeholder", "PlaceholderV2");

  /**
   * @throws RobustJException as {@link NetworkFile#read}
   */
  static ForeignNetwork read(Path directory) {
    return new ForeignNetwork(directory, NetworkFile.read(directory));
  }

  /**
   * @throws RobustJException if it has none
   */
  NetworkPorts ports() {
    List<Signature> signatures = new ArrayList<>();
    new TreeMap<>(network.definition().getSignatureDefMap())
        .forEach(
            (name, signature) -> {
              if (signature.getInputsCount() > 0 && signature.getOutputsCount() > 0)
                signatures.add(
                    new Signature(
                        name, ports(signature.getInputsMap()), ports(signature.getOutputsMap())));
            });
    if (!signatures.isEmpty()) return new NetworkPorts(signatures);
    throw new RobustJException(
        "The network in %s has no signature that says what goes in and comes out; export it with one, as Keras's model.export and TensorFlow's saved_model.save do."
            .formatted(directory));
  }

  private List<Port> ports(Map<String, TensorInfo> tensors) {
    List<Port> ports = new ArrayList<>();
    new TreeMap<>(tensors).forEach((name, info) -> ports.add(port(name, info)));
    return ports;
  }

  private Port port(String name, TensorInfo info) {
    List<Integer> shape =
        info.getTensorShape().getDimList().stream()
            .map(side -> (int) Math.max(-1, Math.min(Integer.MAX_VALUE, side.getSize())))
            .toList();
    String type = info.getDtype().name().replace("DT_", "").toLowerCase(Locale.ROOT);
    NetworkEnding ending = flat(info);
    return new Port(name, type, shape, ending.end(), Strides.product(ending.graph()));
  }

  private NetworkEnding flat(TensorInfo... outputs) {
    List<String> names = Stream.of(outputs).map(TensorInfo::getName).toList();
    NodeGraph used = network.main().ancestors(names.stream().map(NodeGraph::operation).toList());
    Flat flat = Inlining.flat(used, network.functions());
    return NetworkEnding.of(
        LiveBranches.of(flat.graph()), names.stream().map(flat::tensor).toList());
  }

  /**
   * The network between its input and its output, whose names begin with {@link #PREFIX}; the
   * output is before the softmax or sigmoid that it ends with, where it is one operation.
   *
   * @param input name of the operation that the images take the place of
   */
  Part part(Connection connection) {
    SignatureDef signature = network.definition().getSignatureDefOrThrow(connection.signature());
    TensorInfo in = signature.getInputsOrThrow(connection.input());
    NetworkEnding ending = ending(signature, connection);
    boolean star = connection.star() != null;
    boolean open =
        star ? ending.end() == End.SIGMOID : ending.end().name().equals(connection.values().name());
    List<String> outputs = new ArrayList<>(ending.tensors());
    if (open) outputs.set(0, ending.before());
    String input = NodeGraph.operation(in.getName());
    NodeGraph plain = PlainVariables.of(ChannelsLast.of(upTo(ending.graph(), outputs)));
    NodeGraph used = upTo(Differentiable.of(upTo(plain, outputs), input), outputs);
    requireOnly(input, used);
    List<String> named = outputs.stream().map(output -> PREFIX + output).toList();
    return new Part(graph(used), PREFIX + input, named, in, open);
  }

  /** With the distances where they are an output of their own. */
  private NetworkEnding ending(SignatureDef signature, Connection connection) {
    TensorInfo output = signature.getOutputsOrThrow(connection.output());
    boolean two = connection.star() != null && !connection.star().distances().isEmpty();
    return two
        ? flat(output, signature.getOutputsOrThrow(connection.star().distances()))
        : flat(output);
  }

  /**
   * By how much the network enlarges its coarse outputs before it joins them, as StarDist does for
   * programs that want them as large as the image; 1 if it does not.
   */
  int enlargement(Connection connection) {
    SignatureDef signature = network.definition().getSignatureDefOrThrow(connection.signature());
    NetworkEnding ending = ending(signature, connection);
    return ending.tensors().size() > 1 ? 1 : ending.enlargement();
  }

  private static NodeGraph upTo(NodeGraph graph, List<String> tensors) {
    return graph.ancestors(tensors.stream().map(NodeGraph::operation).toList());
  }

  /**
   * @param input name of its input's operation, a placeholder in {@code graph}
   * @param outputs names of its outputs' tensors
   * @param info what the signature says of the input
   * @param isOpen whether the output is before its softmax or sigmoid
   */
  record Part(
      GraphDef graph, String input, List<String> outputs, TensorInfo info, boolean isOpen) {}

  private void requireOnly(String input, NodeGraph used) {
    if (!used.nodes().containsKey(input))
      throw new RobustJException(
          "The output of the network in %s does not depend on its input %s; choose others."
              .formatted(directory, input));
    used.nodes().values().stream()
        .filter(node -> PLACEHOLDERS.contains(node.getOp()) && !node.getName().equals(input))
        .findFirst()
        .ifPresent(
            node -> {
              throw new RobustJException(
                  "The network in %s needs a second input, %s, besides %s; RobustJ gives images only: export it with that input fixed."
                      .formatted(directory, node.getName(), input));
            });
  }

  private GraphDef graph(NodeGraph used) {
    GraphDef.Builder graph =
        GraphDef.newBuilder().setVersions(network.definition().getGraphDef().getVersions());
    for (NodeDef node : used.nodes().values()) {
      NodeDef.Builder copy = NetworkGraph.placeless(node).toBuilder();
      copy.setName(PREFIX + node.getName());
      for (int i = 0; i < node.getInputCount(); i++) copy.setInput(i, prefixed(node.getInput(i)));
      graph.addNode(copy);
    }
    network.functions().reached(used.nodes().values()).stream()
        .map(name -> NetworkGraph.placeless(network.functions().all().get(name)))
        .forEach(graph.getLibraryBuilder()::addFunction);
    return graph.build();
  }

  private static String prefixed(String input) {
    return input.startsWith("^") ? "^" + PREFIX + input.substring(1) : PREFIX + input;
  }

  /**
   * The values of variables by their names in {@link #part}.
   *
   * @throws RobustJException if there are none, or they are damaged
   */
  Map<String, Tensor> weights(Computation computation) {
    Map<String, Tensor> weights = new TreeMap<>();
    try (OpenNetwork open = OpenNetwork.open(directory, computation.config())) {
      open.values().forEach((name, value) -> weights.put(PREFIX + name, value));
    }
    return weights;
  }

  /**
   * Gives the variables of a converted network their values.
   *
   * @throws RobustJException if one is not among them, or is NaN or infinite
   */
  void assign(Session session, Map<String, Tensor> weights) {
    Graph graph = session.graph();
    List<GraphOperation> variables = new ArrayList<>();
    graph.operations().forEachRemaining(variables::add);
    variables.removeIf(operation -> !operation.type().equals(OpenNetwork.VARIABLE));
    Map<GraphOperation, Tensor> values = new LinkedHashMap<>();
    for (GraphOperation variable : variables) {
      Tensor value = weights.get(variable.name());
      if (value == null)
        throw new RobustJException(
            "The network in %s computes with %s, which is not of type float32; export it in float32."
                .formatted(directory, variable.name().substring(PREFIX.length())));
      requireNumbers(variable.name(), value);
      values.put(variable, value);
    }
    Sessions.assign(session, values);
  }

  private void requireNumbers(String name, Tensor values) {
    for (float value : values.data())
      if (!Float.isFinite(value))
        throw new RobustJException(
            "The network in %s has weights (%s) with %s instead of a finite number; its training has failed, or its files are damaged: export it again."
                .formatted(directory, name.substring(PREFIX.length()), value));
  }
}
