package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.FileCopy;
import io.github.robustj.file.OwnedFolder;
import io.github.robustj.tensor.Tensor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * A network from disk with its weights, in a graph and session of its own.
 *
 * @param signature names of what goes in and comes out
 */
record OpenNetwork(Graph graph, Session session, SignatureDef signature) implements AutoCloseable {

  static final String VARIABLE = "VariableV2";
  private static final String RESOURCE = "VarHandleOp";
  private static final Set<String> VARIABLES = Set.of(VARIABLE, "Variable", RESOURCE);
  private static final String WEIGHTS = "variables";

  /** Name of the signature of RobustJ's own networks. */
  private static final String USUAL = "serving_default";

  /** Of TensorFlow's format: a prefix, of which {@code .index} and shards are files. */
  private static final String INDEX = ".index";

  /** Where a path has one of these, TensorFlow takes it for a pattern, and finds no file. */
  private static final Pattern PATTERN =
      Pattern.compile(File.separatorChar == '/' ? "[*?\\[\\\\]" : "[*?\\[]");

  /**
   * @throws RobustJException if the network or its weights are missing, damaged or not allowed
   */
  static OpenNetwork open(Path directory, ConfigProto config) {
    NetworkGraph network = NetworkFile.read(directory);
    Graph graph = new Graph();
    Session session = null;
    try {
      graph.importGraphDef(NormalizationPattern.replaced(network.runnable()));
      session = new Session(graph, false, config);
      // Of a network of another program, which may call it otherwise, only the weights are read.
      SignatureDef signature =
          network
              .definition()
              .getSignatureDefMap()
              .getOrDefault(USUAL, SignatureDef.getDefaultInstance());
      restore(network, session, directory);
      return new OpenNetwork(graph, session, signature);
    } catch (RuntimeException e) {
      if (session != null) session.close();
      graph.close();
      if (e instanceof RobustJException) throw e;
      Sessions.requireMemory(e);
      throw NetworkFile.damaged(directory, e);
    }
  }

  /** The weights; a network without any has none to read. */
  private static void restore(NetworkGraph network, Session session, Path directory) {
    List<String> variables =
        network.main().nodes().values().stream()
            .filter(node -> VARIABLES.contains(node.getOp()))
            .map(NodeDef::getName)
            .toList();
    if (variables.isEmpty()) return;
    Path prefix = weights(directory);
    Path index = prefix.resolveSibling(WEIGHTS + INDEX);
    if (!Files.isRegularFile(index))
      throw new RobustJException(
          "The network in %s has no weights: %s is missing; copy the whole folder of the model again."
              .formatted(directory, index));
    try {
      withReadable(prefix, path -> restore(network, session, path));
    } catch (TensorFlowException e) {
      Sessions.requireMemory(e);
      throw new RobustJException(
          "The weights of the network in %s, the files in %s, are damaged or incomplete; copy the whole folder of the model again."
              .formatted(directory, prefix.getParent()),
          e);
    }
  }

  private static void restore(NetworkGraph network, Session session, String prefix) {
    try (TString path = TString.scalarOf(prefix);
        Result none =
            session
                .runner()
                .feed(network.fileName(), path)
                .addTarget(network.restoreOperation())
                .run()) {}
  }

  /** What the files of the weights in a network's folder begin with. */
  static Path weights(Path directory) {
    return directory.resolve(WEIGHTS).resolve(WEIGHTS);
  }

  /**
   * @param prefix of files of weights
   * @param use is given a path under which TensorFlow finds them
   */
  static void withReadable(Path prefix, Consumer<String> use) {
    if (PATTERN.matcher(prefix.toString()).find()) withCopy(prefix, use);
    else use.accept(prefix.toString());
  }

  private static void withCopy(Path prefix, Consumer<String> use) {
    OwnedFolder.with(
        folder -> {
          Path from = prefix.getParent();
          FileCopy.below(from, FileCopy.files(from), folder);
          use.accept(folder.resolve(WEIGHTS).toString());
          return folder;
        });
  }

  /**
   * @param key in the signature
   * @param in the graph of a session with this network
   * @throws IllegalArgumentException if it holds no float32
   */
  Operand<TFloat32> input(String key, Graph in) {
    return value(signature.getInputsOrThrow(key), in);
  }

  /** As {@link #input}. */
  Operand<TFloat32> output(String key, Graph in) {
    return value(signature.getOutputsOrThrow(key), in);
  }

  private static Operand<TFloat32> value(TensorInfo info, Graph in) {
    int colon = info.getName().lastIndexOf(':');
    String operation = info.getName().substring(0, colon);
    int index = Integer.parseInt(info.getName().substring(colon + 1));
    Output<TFloat32> output = in.operation(operation).output(index);
    if (output.type() == TFloat32.class) return output;
    throw new IllegalArgumentException(operation + " is of type " + output.type());
  }

  /** The values of all variables of type float32 by name. */
  Map<String, Tensor> values() {
    List<GraphOperation> variables = new ArrayList<>();
    graph.operations().forEachRemaining(variables::add);
    variables.removeIf(
        operation -> !VARIABLES.contains(operation.type()) || type(operation) != DataType.DT_FLOAT);
    Map<String, Tensor> values = new LinkedHashMap<>();
    if (variables.isEmpty()) return values;
    Ops tf = Ops.create(graph);
    // In one run: TensorFlow prepares the graph anew for every set of outputs.
    Session.Runner all = session.runner();
    for (GraphOperation variable : variables) all.fetch(value(variable, tf));
    try (Result read = all.run()) {
      for (int i = 0; i < variables.size(); i++)
        values.put(variables.get(i).name(), Copies.toJava((TFloat32) read.get(i)));
    }
    return values;
  }

  private static DataType type(GraphOperation variable) {
    return variable.attributes().getAttrType("dtype");
  }

  private static Output<TFloat32> value(GraphOperation variable, Ops tf) {
    if (!variable.type().equals(RESOURCE)) return variable.output(0);
    return tf.readVariableOp(variable.output(0), TFloat32.class).asOutput();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
