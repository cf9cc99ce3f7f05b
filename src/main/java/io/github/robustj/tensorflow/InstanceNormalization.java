package io.github.robustj.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.op.core.StopGradient;
import org.tensorflow.op.linalg.EuclideanNorm;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/**
 * Instance normalisation (Ulyanov et al. 2016) and leaky ReLU of {@code [sample, y, x, feature]}:
 * per sample and feature, over the pixels, so that samples do not see each other.
 *
 * <p>With {@code n = (x - mean) / deviation} and a slope {@code g} of what leaves the scaled and
 * shifted {@code n}, the slope of x is {@code scale / deviation * (g - mean(g) - n mean(g n))}: two
 * reductions and arithmetic per pixel, where TensorFlow's own chain of gradients takes a third more
 * time. TensorFlow lets no one give a gradient to a part of a graph, only to an operation, so such
 * a part ends in an {@code IdentityN}, which costs nothing, names what the gradient is computed
 * from, and stops all other gradients.
 */
final class InstanceNormalization {

  static final double SLOPE = .01;
  private static final float EPSILON = 1e-5f;

  /** Of y and x. */
  private static final int[] PIXELS = {1, 2};

  /** The operation that ends a normalisation, and what its name ends with. */
  static final String END = "IdentityN";

  static final String NAME = "InstanceNormalization";

  /** Inputs of the end: result, x, scale, shift, mean, inverse. */
  private static final int INPUTS = 6;

  private InstanceNormalization() {}

  /** Whether an input of the end lets no gradient through of its own. */
  static boolean isStopped(int input) {
    return input == 0 || input >= 4;
  }

  /** Values of each feature, {@code [sample, 1, 1, feature]}, as they meet images. */
  @FunctionalInterface
  private interface Rows {

    Operand<TFloat32> of(Operand<TFloat32> values);

    /**
     * A row of pixels long, {@code [sample, 1, x, feature]}: TensorFlow combines rows with an image
     * up to three times as fast as 16 features.
     */
    static Rows in(Ops tf, Operand<TFloat32> images) {
      Operand<TFloat32> ones =
          tf.onesLike(tf.stridedSlice(images, Indices.all(), Indices.sliceTo(1)));
      return values -> tf.math.mul(values, ones);
    }
  }

  /**
   * A normalisation in a graph.
   *
   * @param result after leaky ReLU
   * @param x before all
   * @param mean over the pixels, {@code [sample, 1, 1, feature]}
   * @param inverse of the deviation, {@code [sample, 1, 1, feature]}
   */
  private record Parts(
      Operand<TFloat32> result,
      Operand<TFloat32> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> shift,
      Operand<TFloat32> mean,
      Operand<TFloat32> inverse) {

    /** From the inputs of the operation that ends it. */
    static Parts of(GraphOperation end) {
      return new Parts(
          floats(end.input(0)),
          floats(end.input(1)),
          floats(end.input(2)),
          floats(end.input(3)),
          floats(end.input(4)),
          floats(end.input(5)));
    }
  }

  /**
   * Adds it by TensorFlow's usual operations.
   *
   * @param x {@code [sample, y, x, feature]}
   * @param scale one for each feature
   * @param shift one for each feature
   */
  static Operand<TFloat32> plain(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> scale, Operand<TFloat32> shift) {
    return parts(tf, x, scale, shift, mean(tf, tf.math.square(x)), values -> values).result();
  }

  /** As {@link #plain}, with the gradient of its own where one can be given. */
  static Operand<TFloat32> differentiable(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> scale, Operand<TFloat32> shift) {
    if (!MissingGradients.register()) return plain(tf, x, scale, shift);
    Parts parts = parts(tf, x, scale, shift, meanSquare(tf, x), Rows.in(tf, x));
    IdentityN end =
        tf.withName(NAME)
            .identityN(
                List.of(
                    tf.stopGradient(parts.result()),
                    x,
                    scale,
                    shift,
                    tf.stopGradient(parts.mean()),
                    tf.stopGradient(parts.inverse())));
    return floats(end.output().get(0));
  }

  /**
   * @param square mean of the squares of x over the pixels
   */
  private static Parts parts(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> shift,
      Operand<TFloat32> square,
      Rows rows) {
    Operand<TFloat32> mean = mean(tf, x);
    Operand<TFloat32> variance = tf.nn.relu(tf.math.sub(square, tf.math.square(mean)));
    Operand<TFloat32> inverse = tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON)));
    Operand<TFloat32> factor = tf.math.mul(inverse, scale);
    Operand<TFloat32> summand = tf.math.sub(shift, tf.math.mul(mean, factor));
    Operand<TFloat32> normalized = tf.math.add(tf.math.mul(x, rows.of(factor)), rows.of(summand));
    Operand<TFloat32> result = tf.nn.leakyRelu(normalized, LeakyRelu.alpha((float) SLOPE));
    return new Parts(result, x, scale, shift, mean, inverse);
  }

  /**
   * The gradients of the inputs of an {@code IdentityN}, one for each: of a normalisation those of
   * x, scale and shift, of any other those of its outputs.
   *
   * @param slopes of its outputs, of which a normalisation has one that is used
   */
  static List<Operand<?>> gradient(Ops tf, GraphOperation end, List<Output<?>> slopes) {
    List<Operand<?>> gradients = new ArrayList<>(slopes);
    if (!isEnd(end)) return gradients;
    Parts parts = Parts.of(end);
    Operand<TFloat32> g = ofLeakyRelu(tf, floats(slopes.get(0)), parts.result());
    Operand<TFloat32> mean = mean(tf, g);
    Operand<TFloat32> product = mean(tf, tf.math.mul(g, parts.x()));
    // Of g n, from that of g x.
    Operand<TFloat32> along =
        tf.math.mul(tf.math.sub(product, tf.math.mul(parts.mean(), mean)), parts.inverse());
    Operand<TFloat32> count = count(tf, g, mean);
    gradients.set(1, ofX(tf, parts, g, mean, along));
    gradients.set(2, tf.math.mul(sum(tf, along), count));
    gradients.set(3, tf.math.mul(sum(tf, mean), count));
    return gradients;
  }

  /**
   * @param mean of g over the pixels
   * @param along mean of g n
   */
  private static Operand<TFloat32> ofX(
      Ops tf, Parts parts, Operand<TFloat32> g, Operand<TFloat32> mean, Operand<TFloat32> along) {
    Operand<TFloat32> ofG = tf.math.mul(parts.inverse(), parts.scale());
    Operand<TFloat32> ofX = tf.math.neg(tf.math.mul(tf.math.mul(ofG, along), parts.inverse()));
    Operand<TFloat32> rest =
        tf.math.neg(tf.math.add(tf.math.mul(ofG, mean), tf.math.mul(ofX, parts.mean())));
    Rows rows = Rows.in(tf, parts.x());
    Operand<TFloat32> slope =
        tf.math.add(tf.math.mul(g, rows.of(ofG)), tf.math.mul(parts.x(), rows.of(ofX)));
    return tf.math.add(slope, rows.of(rest));
  }

  /** Over the pixels, {@code [sample, 1, 1, feature]}. */
  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(values, tf.constant(PIXELS), Mean.keepDims(true));
  }

  /** That of the squares, by way of the norm, which TensorFlow finds without writing them down. */
  private static Operand<TFloat32> meanSquare(Ops tf, Operand<TFloat32> values) {
    Operand<TFloat32> norm =
        tf.linalg.euclideanNorm(values, tf.constant(PIXELS), EuclideanNorm.keepDims(true));
    return tf.math.div(tf.math.square(norm), count(tf, values, norm));
  }

  /** How many pixels each of such means is of. */
  private static Operand<TFloat32> count(
      Ops tf, Operand<TFloat32> values, Operand<TFloat32> means) {
    return tf.dtypes.cast(tf.math.div(tf.size(values), tf.size(means)), TFloat32.class);
  }

  /** Others have such operations, too, under any name. */
  private static boolean isEnd(GraphOperation operation) {
    return operation.numInputs() == INPUTS
        && operation.name().contains(NAME)
        && IntStream.range(0, INPUTS)
            .filter(InstanceNormalization::isStopped)
            .allMatch(i -> operation.input(i).op().type().equals(StopGradient.OP_NAME));
  }

  /** Of {@code [sample, 1, 1, feature]} over the samples. */
  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(new int[] {0, 1, 2}));
  }

  /** From its result, which has the sign of what it came from. */
  private static Operand<TFloat32> ofLeakyRelu(
      Ops tf, Operand<TFloat32> slope, Operand<TFloat32> result) {
    Scope scope = tf.scope();
    return scope
        .env()
        .opBuilder("LeakyReluGrad", scope.makeOpName("LeakyReluGrad"), scope)
        .addInput(slope.asOutput())
        .addInput(result.asOutput())
        .setAttr("alpha", (float) SLOPE)
        .build()
        .output(0);
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> floats(Output<?> output) {
    return (Output<TFloat32>) output;
  }
}
