package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;

/** Against a graph in which all that goes into a convolution is rounded there. */
class MixedPrecisionTest {

  private static final String IMAGES = "images";
  private static final String OUT = "out";
  private static final List<Long> STRIDES = List.of(1L, 1L, 1L, 1L);

  @FunctionalInterface
  private interface Convolution {
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel);
  }

  /**
   * Features put together are rounded before instead of after, and what a convolution gives is not
   * made wide on its way into the next, which changes no bit of the result or of the gradient where
   * sessions rewrite nothing; what others see, too, stays float32.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fewerCastsGiveTheSameBits(boolean seenByOthers) {
    GraphDef rewritten = MixedPrecision.rewritten(graph(MixedPrecisionTest::float32, seenByOthers));
    GraphDef expected = graph(MixedPrecisionTest::bfloat16, seenByOthers);
    assertArrayEquals(outputAndGradient(expected), outputAndGradient(rewritten));
    // Of four convolutions, what each sees, its kernel and its result; but the third sees the
    // second as it is.
    assertEquals(12, count(expected, "Cast"));
    assertEquals(11, count(rewritten, "Cast"));
    assertEquals(seenByOthers ? 1 : 2, count(rewritten, "ConcatV2"), "one for the convolution");
  }

  private static GraphDef graph(Convolution convolution, boolean seenByOthers) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> images = tf.withName(IMAGES).stopGradient(noise(tf, 1, 2, 9, 7, 3));
      Operand<TFloat32> first = convolution.of(tf, images, noise(tf, 2, 3, 3, 3, 4));
      Operand<TFloat32> second = convolution.of(tf, first, noise(tf, 3, 3, 3, 4, 6));
      Operand<TFloat32> third = convolution.of(tf, second, noise(tf, 4, 3, 3, 6, 5));
      Operand<TFloat32> joined = tf.concat(List.of(tf.nn.relu(first), third), tf.constant(3));
      Operand<TFloat32> last = convolution.of(tf, joined, noise(tf, 5, 3, 3, 9, 2));
      if (seenByOthers)
        last = tf.math.mul(last, tf.math.mean(joined, tf.constant(new int[] {0, 1, 2, 3})));
      tf.withName(OUT).identity(last);
      return graph.toGraphDef();
    }
  }

  private static Operand<TFloat32> float32(Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    return tf.nn.conv2d(x, kernel, STRIDES, "SAME");
  }

  private static Operand<TFloat32> bfloat16(Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    Operand<TBfloat16> narrow =
        tf.nn.conv2d(
            tf.dtypes.cast(x, TBfloat16.class),
            tf.dtypes.cast(kernel, TBfloat16.class),
            STRIDES,
            "SAME");
    return tf.dtypes.cast(narrow, TFloat32.class);
  }

  private static Operand<TFloat32> noise(Ops tf, int seed, int... shape) {
    return tf.random.statelessRandomNormal(tf.constant(shape), tf.constant(new int[] {seed, 1}));
  }

  private static long count(GraphDef graph, String operation) {
    return graph.getNodeList().stream().filter(node -> node.getOp().equals(operation)).count();
  }

  private static float[][] outputAndGradient(GraphDef network) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(network);
      Ops tf = Ops.create(graph);
      Operand<TFloat32> out = graph.operationOrThrow(OUT).output(0);
      Operand<TFloat32> images = graph.operationOrThrow(IMAGES).output(0);
      Operand<TFloat32> gradient =
          Gradients.create(tf.scope(), tf.math.square(out), List.of(images)).dy(0);
      try (Session session = new Session(graph, Computation.cpu());
          Result result = session.runner().fetch(out).fetch(gradient).run()) {
        return new float[][] {
          Copies.toJava((TFloat32) result.get(0)).data(),
          Copies.toJava((TFloat32) result.get(1)).data()
        };
      }
    }
  }
}
