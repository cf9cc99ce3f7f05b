package io.github.robustj.tensorflow;

import io.github.robustj.model.NetworkPorts.End;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * How a network ends: which operation makes its output, and what comes before a softmax or sigmoid.
 *
 * @param graph without calls
 * @param tensors of the outputs; {@code end} and {@code before} are about the first
 * @param before the tensor that a softmax or sigmoid makes the output of; else the output
 * @param end that operation; {@code OTHER} where it is none of those that are told apart
 * @param enlargement stride of a transposed convolution between sigmoid and output, at least 1
 */
record NetworkEnding(
    NodeGraph graph, List<String> tensors, End end, String before, int enlargement) {

  private static final Map<String, End> ENDS =
      Map.of("Softmax", End.SOFTMAX, "Sigmoid", End.SIGMOID);

  static NetworkEnding of(NodeGraph graph, List<String> tensors) {
    String tensor = tensors.get(0);
    NodeDef node = made(graph, tensor);
    End end = node == null ? End.OTHER : ENDS.getOrDefault(node.getOp(), End.OTHER);
    if (end != End.OTHER) return new NetworkEnding(graph, tensors, end, node.getInput(0), 1);
    boolean joined = node != null && node.getOp().equals("ConcatV2") && node.getInputCount() == 3;
    return joined
        ? joined(graph, tensors, made(graph, node.getInput(0)))
        : new NetworkEnding(graph, tensors, end, tensor, 1);
  }

  /**
   * Where values of different meaning are joined along an axis, as the outputs of StarDist are.
   *
   * @param first makes the first of them; null if unknown
   */
  private static NetworkEnding joined(NodeGraph graph, List<String> tensors, NodeDef first) {
    boolean enlarged = first != null && first.getOp().equals("Conv2DBackpropInput");
    NodeDef values = enlarged ? made(graph, first.getInput(2)) : first;
    boolean sigmoid = values != null && values.getOp().equals("Sigmoid");
    End end = sigmoid ? End.SIGMOID_AND_MORE : End.OTHER;
    return new NetworkEnding(graph, tensors, end, tensors.get(0), enlarged ? stride(first) : 1);
  }

  private static int stride(NodeDef convolution) {
    return convolution.getAttrOrThrow("strides").getList().getIList().stream()
        .mapToInt(Long::intValue)
        .max()
        .orElse(1);
  }

  /** The operation that makes a tensor, before others that only hand it on. */
  private static NodeDef made(NodeGraph graph, String tensor) {
    Set<String> seen = new HashSet<>();
    NodeDef node = graph.nodes().get(NodeGraph.operation(tensor));
    while (node != null && node.getOp().equals("Identity") && seen.add(node.getName()))
      node = graph.nodes().get(NodeGraph.operation(node.getInput(0)));
    return node;
  }
}
