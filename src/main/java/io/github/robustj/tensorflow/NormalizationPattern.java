package io.github.robustj.tensorflow;

import com.google.protobuf.ByteString;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Finds the normalisations of a network of RobustJ's from disk, lets them compute as {@link
 * InstanceNormalization} does, and ends them so that they have its gradient. The network's values
 * stay the same, bit by bit.
 */
final class NormalizationPattern {

  private static final AttrValue FLOAT = Nodes.type(DataType.DT_FLOAT);
  private static final String STOPPED = "/stopped";

  /** The first axis whole. */
  private static final AttrValue ALL_SAMPLES = AttrValue.newBuilder().setI(1).build();

  private static final List<Integer> PIXELS = List.of(1, 2);
  private static final ByteString PIXELS_ON_DISK =
      ByteString.copyFrom(new byte[] {1, 0, 0, 0, 2, 0, 0, 0});

  private final Map<String, NodeDef> nodes;

  private NormalizationPattern(NodeGraph graph) {
    nodes = graph.nodes();
  }

  /** The same where TensorFlow takes no gradients from outside. */
  static GraphDef replaced(GraphDef network) {
    if (!MissingGradients.register()) return network;
    NormalizationPattern pattern = new NormalizationPattern(NodeGraph.of(network.getNodeList()));
    Map<String, String> ends = new HashMap<>();
    Map<String, String> rows = new HashMap<>();
    List<NodeDef> added = new ArrayList<>();
    for (NodeDef node : network.getNodeList())
      pattern
          .found(node)
          .ifPresent(
              found -> {
                ends.put(node.getName(), end(node.getName(), found.inputs(), added));
                rows.putAll(rows(found, added));
              });
    GraphDef.Builder graph = network.toBuilder().clearNode().addAllNode(added);
    for (NodeDef node : network.getNodeList()) graph.addNode(redirected(node, ends, rows));
    return graph.build();
  }

  /**
   * Adds the rows of {@link InstanceNormalization} and gives them by the operations whose second
   * input they become.
   */
  private static Map<String, String> rows(Found found, List<NodeDef> added) {
    String x = found.inputs().get(1);
    String name = found.product().getName() + "/row";
    String ones = name + "/ones";
    added.add(Nodes.constant(name + "/begin", 0, 0));
    added.add(Nodes.constant(name + "/end", 0, 1));
    added.add(Nodes.constant(name + "/strides", 1, 1));
    added.add(
        Nodes.node(
                name, "StridedSlice", FLOAT, x, name + "/begin", name + "/end", name + "/strides")
            .toBuilder()
            .putAttr("Index", Nodes.type(DataType.DT_INT32))
            .putAttr("begin_mask", ALL_SAMPLES)
            .putAttr("end_mask", ALL_SAMPLES)
            .build());
    added.add(Nodes.node(ones, "OnesLike", FLOAT, name));
    Map<String, String> rows = new HashMap<>();
    for (NodeDef user : List.of(found.product(), found.sum())) {
      String row = user.getName() + "/row/values";
      added.add(Nodes.node(row, "Mul", FLOAT, user.getInput(1), ones));
      rows.put(user.getName(), row);
    }
    return rows;
  }

  /** Adds what ends a normalisation and gives its name. */
  private static String end(String leaky, List<String> inputs, List<NodeDef> added) {
    String name = leaky + "/" + InstanceNormalization.NAME;
    NodeDef.Builder end = NodeDef.newBuilder().setName(name).setOp(InstanceNormalization.END);
    ListValue.Builder types = ListValue.newBuilder();
    for (int i = 0; i < inputs.size(); i++) {
      types.addType(DataType.DT_FLOAT);
      if (!InstanceNormalization.isStopped(i)) end.addInput(inputs.get(i));
      else {
        String stopped = name + STOPPED + i;
        added.add(Nodes.node(stopped, "StopGradient", FLOAT, inputs.get(i)));
        end.addInput(stopped);
      }
    }
    added.add(end.putAttr("T", AttrValue.newBuilder().setList(types).build()).build());
    return name;
  }

  private static NodeDef redirected(
      NodeDef node, Map<String, String> ends, Map<String, String> rows) {
    NodeDef.Builder copy = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++)
      copy.setInput(i, ends.getOrDefault(node.getInput(i), node.getInput(i)));
    if (rows.containsKey(node.getName())) copy.setInput(1, rows.get(node.getName()));
    return copy.build();
  }

  /**
   * A normalisation.
   *
   * @param inputs of what ends it: result, x, scale, shift, mean and inverse
   * @param product of x and the factor
   * @param sum of that and the summand
   */
  private record Found(List<String> inputs, NodeDef product, NodeDef sum) {}

  /** What a leaky ReLU follows, if that is a normalisation. */
  private Optional<Found> found(NodeDef leaky) {
    if (!isLeaky(leaky)) return Optional.empty();
    try {
      return normalization(leaky);
    } catch (IllegalArgumentException another) {
      return Optional.empty();
    }
  }

  /** As {@link InstanceNormalization#plain} writes it: {@code x factor + (shift - mean factor)}. */
  private Optional<Found> normalization(NodeDef leaky) {
    NodeDef sum = before(leaky, 0, "Add");
    NodeDef product = before(sum, 0, "Mul");
    NodeDef summand = before(sum, 1, "Sub");
    NodeDef factor = before(product, 1, "Mul");
    NodeDef shifted = before(summand, 1, "Mul");
    NodeDef inverse = before(factor, 0, "Rsqrt");
    NodeDef mean = mean(shifted);
    String x = product.getInput(0);
    boolean same =
        shifted.getInput(1).equals(factor.getName())
            && mean.getInput(0).equals(x)
            && nodes.get(NodeGraph.operation(x)).getOp().equals("Conv2D")
            && isOneForEachFeature(before(factor, 1, OpenNetwork.VARIABLE))
            && isOneForEachFeature(before(summand, 0, OpenNetwork.VARIABLE))
            && isVariance(before(inverse, 0, "Add"), x, mean.getName());
    if (!same) return Optional.empty();
    String scale = factor.getInput(1);
    String shift = summand.getInput(0);
    List<String> inputs =
        List.of(leaky.getName(), x, scale, shift, mean.getName(), inverse.getName());
    return Optional.of(new Found(inputs, product, sum));
  }

  /** Files leave out attributes that have their usual value, as a slope of .2. */
  private static boolean isLeaky(NodeDef node) {
    return node.getOp().equals("LeakyRelu")
        && FLOAT.equals(node.getAttrMap().get("T"))
        && node.containsAttr("alpha")
        && node.getAttrOrThrow("alpha").getF() == (float) InstanceNormalization.SLOPE;
  }

  /** Those of other shapes have a gradient of another shape. */
  private static boolean isOneForEachFeature(NodeDef variable) {
    return variable.getAttrOrThrow("shape").getShape().getDimCount() == 1;
  }

  /** Of {@code relu(mean(x x) - mean mean) + epsilon}, with any epsilon that does not change. */
  private boolean isVariance(NodeDef sum, String x, String mean) {
    before(sum, 1, "Const");
    NodeDef difference = before(before(sum, 0, "Relu"), 0, "Sub");
    NodeDef square = before(mean(difference), 0, "Square");
    return square.getInput(0).equals(x) && before(difference, 1, "Square").getInput(0).equals(mean);
  }

  /** The mean over the pixels that is the first input. */
  private NodeDef mean(NodeDef node) {
    NodeDef mean = before(node, 0, "Mean");
    TensorProto axes = before(mean, 1, "Const").getAttrOrThrow("value").getTensor();
    boolean pixels =
        axes.getIntValList().equals(PIXELS) || axes.getTensorContent().equals(PIXELS_ON_DISK);
    if (pixels && mean.getAttrOrThrow("keep_dims").getB()) return mean;
    throw new IllegalArgumentException("another mean");
  }

  /**
   * @throws IllegalArgumentException if it is another operation
   */
  private NodeDef before(NodeDef node, int input, String operation) {
    NodeDef found =
        input < node.getInputCount() ? nodes.get(NodeGraph.operation(node.getInput(input))) : null;
    if (found == null || !found.getOp().equals(operation))
      throw new IllegalArgumentException("no " + operation);
    return found;
  }
}
