package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * A network as its file describes it, before TensorFlow knows of it.
 *
 * @param definition what the file says
 * @param main its graph
 * @param functions that the graph may call
 */
record NetworkGraph(MetaGraphDef definition, NodeGraph main, NodeFunctions functions) {

  /** What operations are said to stand beside, and sessions of functions. */
  private static final List<String> PLACES = List.of("_class", "config", "config_proto");

  static NetworkGraph of(MetaGraphDef definition) {
    GraphDef graph = definition.getGraphDef();
    return new NetworkGraph(
        definition, NodeGraph.of(graph.getNodeList()), NodeFunctions.of(graph.getLibrary()));
  }

  /** What runs for any of its signatures. */
  NodeGraph predicting() {
    List<String> ends = new ArrayList<>();
    for (SignatureDef signature : definition.getSignatureDefMap().values())
      Stream.of(signature.getInputsMap(), signature.getOutputsMap())
          .flatMap(tensors -> tensors.values().stream())
          .map(TensorInfo::getName)
          .forEach(name -> ends.add(NodeGraph.operation(name)));
    return main.ancestors(ends);
  }

  /** What reads its weights. */
  NodeGraph restoring() {
    return main.ancestors(Set.of(restoreOperation()));
  }

  /** What would write its weights. */
  NodeGraph saving() {
    String tensor = definition.getSaverDef().getSaveTensorName();
    return main.ancestors(Set.of(NodeGraph.operation(tensor)));
  }

  /** Name of the operation that reads the weights; empty if there is none. */
  String restoreOperation() {
    return NodeGraph.operation(definition.getSaverDef().getRestoreOpName());
  }

  /** Name of the operation whose value is the path of the weights; empty if there is none. */
  String fileName() {
    return NodeGraph.operation(definition.getSaverDef().getFilenameTensorName());
  }

  /**
   * As TensorFlow takes it, with nothing but what predicts and what reads the weights. Where an
   * operation runs is for RobustJ to say, so devices are left out, and what functions are told
   * about sessions.
   */
  GraphDef runnable() {
    Set<String> names = new LinkedHashSet<>(predicting().nodes().keySet());
    names.addAll(restoring().nodes().keySet());
    NodeGraph kept = main.only(names);
    GraphDef.Builder graph =
        GraphDef.newBuilder().setVersions(definition.getGraphDef().getVersions());
    kept.nodes().values().forEach(node -> graph.addNode(placeless(node)));
    functions.reached(kept.nodes().values()).stream()
        .map(name -> placeless(functions.all().get(name)))
        .forEach(graph.getLibraryBuilder()::addFunction);
    return graph.build();
  }

  static FunctionDef placeless(FunctionDef function) {
    FunctionDef.Builder copy = function.toBuilder().clearNodeDef();
    function.getNodeDefList().forEach(node -> copy.addNodeDef(placeless(node)));
    return copy.build();
  }

  static NodeDef placeless(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder().clearDevice();
    PLACES.forEach(copy::removeAttr);
    return copy.build();
  }
}
