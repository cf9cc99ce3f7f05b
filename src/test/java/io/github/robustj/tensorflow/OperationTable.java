package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.SmallNetwork.Body;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Operations of networks by what they are, and what is needed to make them: images {@code [1, 8, 8,
 * 1]} go in, two numbers for each pixel come out.
 */
abstract class OperationTable {

  static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);
  static final List<Long> TWO = List.of(1L, 2L, 2L, 1L);
  static final List<Long> TWO_3D = List.of(1L, 1L, 2L, 2L, 1L);
  static final List<Long> ONE_3D = List.of(1L, 1L, 1L, 1L, 1L);

  final Map<String, Body> all = new LinkedHashMap<>();

  /** Fills the table. */
  abstract void add();

  /** The filled table. */
  final Map<String, Body> filled() {
    add();
    return all;
  }

  final void add(String name, Body body) {
    all.put(name, body);
  }

  /** A number of its own for each class. */
  static Operand<TFloat32> two(Ops tf, Operand<TFloat32> x) {
    return pair(tf, x, tf.math.mul(x, c(tf, -.7f)));
  }

  static Operand<TFloat32> pair(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.concat(List.of(a, b), tf.constant(3));
  }

  static Operand<TFloat32> c(Ops tf, float value) {
    return tf.constant(value);
  }

  static Operand<TInt32> ints(Ops tf, int... values) {
    return tf.constant(values);
  }

  static Operand<TInt32> padding(Ops tf) {
    return tf.constant(new int[][] {{0, 0}, {2, 1}, {0, 3}, {0, 0}});
  }

  static Operand<TFloat32> cropped(Ops tf, Operand<TFloat32> x) {
    return two(tf, tf.slice(x, ints(tf, 0, 0, 3, 0), ints(tf, 1, 8, 8, 1)));
  }

  static Operand<TFloat32> max(Ops tf, Operand<TFloat32> x) {
    return pooled(tf, x, "MaxPool", "VALID");
  }

  static Operand<TFloat32> argmax(Ops tf, Operand<TFloat32> x) {
    return pooled(tf, x, "MaxPoolWithArgmax", "SAME");
  }

  private static Operand<TFloat32> pooled(
      Ops tf, Operand<TFloat32> x, String operation, String padding) {
    return cast(
        raw(tf, operation)
            .addInput(x.asOutput())
            .setAttr("ksize", new long[] {1, 2, 2, 1})
            .setAttr("strides", new long[] {1, 2, 2, 1})
            .setAttr("padding", padding)
            .build()
            .output(0));
  }

  static Operand<TFloat32> small(Ops tf, Operand<TFloat32> x) {
    return tf.nn.avgPool(x, TWO, TWO, "VALID");
  }

  static Operand<TFloat32> enlarged(Ops tf, Operand<TFloat32> x) {
    return tf.image.resizeNearestNeighbor(x, ints(tf, 8, 8));
  }

  static Operand<TFloat32> image(Ops tf, Operand<TFloat32> x) {
    return tf.reshape(x, ints(tf, 1, 8, 8, 1));
  }

  static Operand<TFloat32> norm(Ops tf, Operand<TFloat32> x, String operation) {
    return norm(tf, x, operation, 1e-3f);
  }

  static Operand<TFloat32> norm(Ops tf, Operand<TFloat32> x, String operation, float epsilon) {
    OperationBuilder norm = raw(tf, operation).addInput(x.asOutput());
    float[][] numbers = {{.5f, 2}, {.1f, -1}, {.3f, .2f}, {.7f, 1.5f}};
    for (float[] each : numbers) norm.addInput(tf.constant(each).asOutput());
    return cast(norm.setAttr("is_training", false).setAttr("epsilon", epsilon).build().output(0));
  }

  static Operand<TFloat32> kernel(Ops tf, long... sides) {
    int length = (int) Arrays.stream(sides).reduce(1, (a, b) -> a * b);
    float[] values = new float[length];
    Random random = new Random(length);
    for (int i = 0; i < length; i++) values[i] = .5f * (float) random.nextGaussian();
    return tf.constant(Shape.of(sides), DataBuffers.of(values));
  }

  static OperationBuilder raw(Ops tf, String operation) {
    return tf.scope().opBuilder(operation, operation);
  }

  static Output<?>[] list(Operand<?>... operands) {
    return Arrays.stream(operands).map(Operand::asOutput).toArray(Output<?>[]::new);
  }

  static List<Output<?>> outputs(org.tensorflow.Operation operation) {
    List<Output<?>> all = new ArrayList<>();
    for (int i = 0; i < operation.numOutputs(); i++) all.add(operation.output(i));
    return all;
  }

  @SuppressWarnings("unchecked")
  static Operand<TFloat32> cast(Output<?> output) {
    return (Output<TFloat32>) output;
  }
}
