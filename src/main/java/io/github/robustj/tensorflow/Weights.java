package io.github.robustj.tensorflow;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The trainable variables of one graph, in the order in which the network asked for them, with
 * their initial values.
 *
 * <p>Values are drawn in Java, not by TensorFlow, so that a seed gives the same network everywhere.
 */
final class Weights {

  /**
   * @param initial row-major values of a fresh network
   * @param feed takes a new value, which running {@code assign} stores
   */
  record Weight(
      String name,
      int[] shape,
      float[] initial,
      Operand<TFloat32> variable,
      Operand<TFloat32> feed,
      Operand<TFloat32> assign) {

    /** The one that the graph that runs has. */
    Weight running(Replicas replicas) {
      return new Weight(
          name,
          shape,
          initial,
          replicas.at(0, variable),
          replicas.at(0, feed),
          replicas.at(0, assign));
    }
  }

  private final Ops tf;
  private final RandomGenerator random;
  private final List<Weight> all = new ArrayList<>();

  Weights(Ops tf, long seed) {
    this.tf = tf;
    this.random = new SplittableRandom(seed);
  }

  List<Weight> all() {
    return all;
  }

  /**
   * A convolution kernel {@code [y, x, in, out]} after He et al. 2015, for leaky ReLU of slope
   * {@code slope}.
   */
  Variable<TFloat32> kernel(String name, int fanIn, double slope, int... shape) {
    double deviation = Math.sqrt(2 / ((1 + slope * slope) * fanIn));
    float[] values = new float[length(shape)];
    for (int i = 0; i < values.length; i++) values[i] = (float) (deviation * random.nextGaussian());
    return variable(name, values, shape);
  }

  /** One value for each of the features. */
  Variable<TFloat32> constant(String name, float value, int features) {
    float[] values = new float[features];
    Arrays.fill(values, value);
    return values(name, values);
  }

  /** A vector. */
  Variable<TFloat32> values(String name, float[] values) {
    return variable(name, values, values.length);
  }

  Variable<TFloat32> zeros(String name, int... shape) {
    return variable(name, new float[length(shape)], shape);
  }

  /** A variable that the graph has already. */
  void existing(GraphOperation variable, Tensor value) {
    add(variable.name(), value.data(), value.shape(), variable.<TFloat32>output(0));
  }

  private Variable<TFloat32> variable(String name, float[] values, int... shape) {
    // Names of networks from elsewhere have slashes, which TensorFlow Java takes for scopes.
    Ops named = tf.withName(name.replaceAll("[^A-Za-z0-9_.\\-]", "."));
    Variable<TFloat32> variable = named.variable(sides(shape), TFloat32.class);
    add(name, values, shape, variable);
    return variable;
  }

  private void add(String name, float[] values, int[] shape, Operand<TFloat32> variable) {
    Placeholder<TFloat32> feed = tf.placeholder(TFloat32.class, Placeholder.shape(sides(shape)));
    all.add(new Weight(name, shape, values, variable, feed, tf.assign(variable, feed)));
  }

  private static Shape sides(int[] shape) {
    return Shape.of(Arrays.stream(shape).asLongStream().toArray());
  }

  private static int length(int[] shape) {
    int product = 1;
    for (int n : shape) product *= n;
    return product;
  }
}
