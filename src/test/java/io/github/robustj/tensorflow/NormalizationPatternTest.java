package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/** Which operations of a network on disk are found to be a normalisation, and which are not. */
class NormalizationPatternTest {

  private static final Path EARLIER = Path.of("src/test/resources/earlier");

  /**
   * Of networks of each task, as earlier versions wrote them: each of the two normalisations of a
   * level is found, on the way down and up.
   */
  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @ValueSource(strings = {"segmentation", "landmark", "detection"})
  void normalizationsOnDiskAreFound(String task) {
    GraphDef plain =
        NetworkFile.read(EARLIER.resolve(task).resolve("model/saved_model")).runnable();
    long leaky = count(plain, "LeakyRelu");
    assertEquals(0, count(plain, InstanceNormalization.END));
    assertEquals(leaky, count(NormalizationPattern.replaced(plain), InstanceNormalization.END));
  }

  /** Of images whose rows are of any length, with weights drawn at random. */
  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @CsvSource({"segmentation, 24, 31", "landmark, 16, 48", "detection, 1, 7"})
  void valuesStayTheSameBitByBit(String task, int height, int width) {
    NetworkGraph network = NetworkFile.read(EARLIER.resolve(task).resolve("model/saved_model"));
    GraphDef plain = network.runnable();
    GraphDef replaced = NormalizationPattern.replaced(plain);
    assertNotEquals(plain, replaced);
    SignatureDef signature = network.definition().getSignatureDefOrThrow("serving_default");
    int channels =
        (int)
            signature
                .getInputsMap()
                .values()
                .iterator()
                .next()
                .getTensorShape()
                .getDim(3)
                .getSize();
    Tensor images = random(2, height, width, channels);
    assertArrayEquals(values(plain, signature, images), values(replaced, signature, images));
  }

  private static float[] values(GraphDef network, SignatureDef signature, Tensor images) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(network);
      try (Session session = new Session(graph);
          TFloat32 fed = Copies.toNative(images)) {
        Map<GraphOperation, Tensor> weights = new LinkedHashMap<>();
        graph
            .operations()
            .forEachRemaining(
                operation -> {
                  if (operation.type().equals(OpenNetwork.VARIABLE))
                    weights.put(operation, random(sides(operation)));
                });
        Sessions.assign(session, weights);
        String input = signature.getInputsMap().values().iterator().next().getName();
        String output = signature.getOutputsMap().values().iterator().next().getName();
        try (Result result = session.runner().feed(input, fed).fetch(output).run()) {
          return Copies.toJava((TFloat32) result.get(0)).data();
        }
      }
    }
  }

  private static int[] sides(GraphOperation variable) {
    return Arrays.stream(variable.output(0).shape().asArray()).mapToInt(Math::toIntExact).toArray();
  }

  private static Tensor random(int... shape) {
    Tensor values = Tensor.zeros(shape);
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(shape));
    for (int i = 0; i < values.data().length; i++) values.data()[i] = (float) random.nextGaussian();
    return values;
  }

  /**
   * Networks that come near the pattern keep TensorFlow's gradients: what stands in the place of
   * one kind of operation is another one, or has another attribute. (Each level has two; those of
   * other places are left as they are.)
   */
  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @CsvSource({
    "LeakyRelu, alpha,",
    "LeakyRelu, alpha, .2",
    "LeakyRelu, T, half",
    "Mean, keep_dims,",
    "Mean, keep_dims, false",
    "Rsqrt, op, Reciprocal",
    "Conv2D, op, Conv3D",
    "VariableV2, op, Placeholder",
    "VariableV2, shape, 4",
    "Relu, op, Abs"
  })
  void whatIsNearlyANormalizationIsLeft(String operation, String attribute, String value) {
    GraphDef plain = NetworkFile.read(EARLIER.resolve("landmark/model/saved_model")).runnable();
    GraphDef.Builder other = GraphDef.newBuilder();
    for (NodeDef node : plain.getNodeList()) {
      NodeDef.Builder copy = node.toBuilder();
      if (node.getOp().equals(operation)) change(copy, attribute, value);
      other.addNode(copy);
    }
    assertEquals(other.build(), NormalizationPattern.replaced(other.build()));
  }

  private static void change(NodeDef.Builder node, String attribute, String value) {
    if (value == null) node.removeAttr(attribute);
    else
      switch (attribute) {
        case "op" -> node.setOp(value);
        case "alpha" ->
            node.putAttr(attribute, AttrValue.newBuilder().setF(Float.parseFloat(value)).build());
        case "T" -> node.putAttr(attribute, Nodes.type(DataType.DT_HALF));
        case "keep_dims" -> node.putAttr(attribute, AttrValue.newBuilder().setB(false).build());
        default -> {
          TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
          for (int i = 0; i < Integer.parseInt(value); i++) shape.addDimBuilder().setSize(1);
          node.putAttr(attribute, AttrValue.newBuilder().setShape(shape).build());
        }
      }
  }

  /** Epsilon may be learned, scale and shift may come from anything else. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsComputedOrLearnedOtherwiseIsLeft() {
    GraphDef plain = NetworkFile.read(EARLIER.resolve("landmark/model/saved_model")).runnable();
    Map<String, NodeDef> nodes = NodeGraph.of(plain.getNodeList()).nodes();
    GraphDef.Builder other = GraphDef.newBuilder();
    for (NodeDef node : plain.getNodeList()) {
      boolean epsilon =
          node.getOp().equals("Add") && nodes.get(node.getInput(0)).getOp().equals("Relu");
      NodeDef.Builder copy = node.toBuilder();
      if (epsilon) copy.setInput(1, node.getInput(0));
      other.addNode(copy);
    }
    assertEquals(other.build(), NormalizationPattern.replaced(other.build()));
  }

  private static long count(GraphDef graph, String operation) {
    return graph.getNodeList().stream().map(NodeDef::getOp).filter(operation::equals).count();
  }
}
