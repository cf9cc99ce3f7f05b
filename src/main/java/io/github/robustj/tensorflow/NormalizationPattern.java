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
 * Finds the normalisations of a network of RobustJ's from disk, and ends them so that they have the
 * gradient of {@link InstanceNormalization}. The network's values stay the same, bit by bit.
 */
final class NormalizationPattern {

  private static final AttrValue FLOAT = Nodes.type(DataType.DT_FLOAT);
  private static final String STOPPED = "/stopped";

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
    List<NodeDef> added = new ArrayList<>();
    for (NodeDef node : network.getNodeList())
      pattern
          .inputs(node)
          .ifPresent(inputs -> ends.put(node.getName(), end(node.getName(), inputs, added)));
    GraphDef.Builder graph = network.toBuilder().clearNode().addAllNode(added);
    for (NodeDef node : network.getNodeList()) graph.addNode(redirected(node, ends));
    return graph.build();
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

  private static NodeDef redirected(NodeDef node, Map<String, String> ends) {
    NodeDef.Builder copy = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++)
      copy.setInput(i, ends.getOrDefault(node.getInput(i), node.getInput(i)));
    return copy.build();
  }

  /** Result, x, scale, shift, mean and inverse, if a leaky ReLU follows a normalisation. */
  private Optional<List<String>> inputs(NodeDef leaky) {
    if (!isLeaky(leaky)) return Optional.empty();
    try {
      return normalization(leaky);
    } catch (IllegalArgumentException another) {
      return Optional.empty();
    }
  }

  /** As {@link InstanceNormalization#plain} writes it: {@code x factor + (shift - mean factor)}. */
  private Optional<List<String>> normalization(NodeDef leaky) {
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
    return Optional.of(
        List.of(leaky.getName(), x, scale, shift, mean.getName(), inverse.getName()));
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
