package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto.Dim;

/**
 * Finds the variables of batch normalisation (Ioffe and Szegedy 2015) in the form in which it
 * predicts: the moving mean and variance, which no gradient may move, and the scale and shift that
 * belong to them. It is one operation ({@code FusedBatchNorm}), or arithmetic around one over the
 * root of a variance that no image has a part in. Instance normalisation, whose variance comes from
 * the image, is none.
 */
final class BatchNormalization {

  private static final Set<String> FUSED =
      Set.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3");
  private static final Set<String> ROOTS = Set.of("Rsqrt", "Sqrt");

  /** Of statistics, as Keras and TensorFlow 1 name them. */
  private static final List<String> NAMES = List.of("moving_mean", "moving_variance");

  private final NodeGraph graph;

  /** What is the same for all images. */
  private final NodeGraph fixed;

  private BatchNormalization(NodeGraph graph, String images) {
    this.graph = graph;
    Set<String> names = new HashSet<>(graph.nodes().keySet());
    names.removeAll(graph.descendants(Set.of(images)));
    fixed = graph.only(names);
  }

  /**
   * The names of its variables.
   *
   * @param graph with plain variables, without calls
   * @param images operation of the input
   */
  static Set<String> variables(NodeGraph graph, String images) {
    BatchNormalization search = new BatchNormalization(graph, images);
    Set<String> ends = search.fused();
    ends.addAll(search.arithmetic());
    Set<String> found = new TreeSet<>();
    for (NodeDef node : search.fixed.ancestors(ends).nodes().values())
      if (isVariable(node) && isVector(node)) found.add(node.getName());
    for (NodeDef node : search.fixed.nodes().values())
      if (isVariable(node) && NAMES.stream().anyMatch(node.getName()::contains))
        found.add(node.getName());
    return found;
  }

  /** Scale, shift, mean and variance. */
  private Set<String> fused() {
    Set<String> ends = new HashSet<>();
    for (NodeDef node : graph.nodes().values())
      if (FUSED.contains(node.getOp()))
        NodeGraph.values(node).stream().skip(1).map(NodeGraph::operation).forEach(ends::add);
    return ends;
  }

  /** All that is computed from roots without an image, and what is taken from the image before. */
  private Set<String> arithmetic() {
    Set<String> roots = new HashSet<>();
    for (NodeDef node : fixed.nodes().values())
      if (ROOTS.contains(node.getOp())) roots.add(node.getName());
    Set<String> ends = fixed.descendants(roots);
    for (NodeDef node : graph.nodes().values())
      if (!fixed.nodes().containsKey(node.getName()) && reads(node, ends))
        for (String input : NodeGraph.values(node)) {
          NodeDef before = graph.nodes().get(NodeGraph.operation(input));
          if (before != null && before.getOp().equals("Sub"))
            NodeGraph.values(before).stream().map(NodeGraph::operation).forEach(ends::add);
        }
    return ends;
  }

  private static boolean reads(NodeDef node, Set<String> operations) {
    return NodeGraph.values(node).stream().map(NodeGraph::operation).anyMatch(operations::contains);
  }

  private static boolean isVariable(NodeDef node) {
    return node.getOp().equals(OpenNetwork.VARIABLE);
  }

  /** A number for each channel; kernels, which some networks normalise too, have more axes. */
  private static boolean isVector(NodeDef variable) {
    List<Dim> sides = variable.getAttrOrThrow("shape").getShape().getDimList();
    return sides.stream().filter(side -> side.getSize() != 1).count() <= 1;
  }
}
