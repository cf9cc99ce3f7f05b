package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;

/** Values and gradients against the formula in double precision. */
class InstanceNormalizationTest {

  private static final Path EARLIER = Path.of("src/test/resources/earlier");

  /** Values of {@code [sample, y, x, feature]}, and weights of the sum that is differentiated. */
  private record Case(int[] shape, double[] x, double[] scale, double[] shift, double[] weights) {

    static Case random(int[] shape, double mean, double deviation) {
      RandomGenerator random = new SplittableRandom(shape[1] + 7);
      int n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      int features = shape[3];
      return new Case(
          shape,
          floats(random, n, mean, deviation),
          floats(random, features, 1, .3),
          floats(random, features, .2, .3),
          floats(random, n, 0, 1));
    }

    /** As a float holds them. */
    private static double[] floats(RandomGenerator random, int n, double mean, double deviation) {
      return random.doubles(n).map(u -> (float) (mean + deviation * (u - .5) * 3)).toArray();
    }

    /** The weighted sum of the results. */
    double sum() {
      double sum = 0;
      int features = shape[3];
      int pixels = shape[1] * shape[2];
      for (int s = 0; s < shape[0]; s++)
        for (int f = 0; f < features; f++) {
          double mean = 0;
          double square = 0;
          for (int p = 0; p < pixels; p++) {
            double value = x[(s * pixels + p) * features + f];
            mean += value / pixels;
            square += value * value / pixels;
          }
          double inverse = 1 / Math.sqrt(Math.max(0, square - mean * mean) + 1e-5);
          for (int p = 0; p < pixels; p++) {
            int i = (s * pixels + p) * features + f;
            double y = (x[i] - mean) * inverse * scale[f] + shift[f];
            sum += weights[i] * (y > 0 ? y : .01 * y);
          }
        }
      return sum;
    }

    /** By central differences, whose error in double precision is below 1e-6 of the slope. */
    double[] slopes(double[] of) {
      double[] slopes = new double[of.length];
      for (int i = 0; i < of.length; i++) {
        double before = of[i];
        of[i] = before + 1e-6;
        double above = sum();
        of[i] = before - 1e-6;
        slopes[i] = (above - sum()) / 2e-6;
        of[i] = before;
      }
      return slopes;
    }
  }

  /**
   * Means far from zero cost digits: the variance is a difference of squares, in float32 right to
   * 1e-7 times the square of the mean over the variance; the tolerance is a hundred times that. Of
   * an image of one value, what is left of such a difference in the slopes is multiplied by the
   * mean over the least deviation, the root of 1e-5.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 0, 1",
    "2, 1, 1, 3, 1, 1",
    "2, 3, 5, 4, 0, 1",
    "3, 13, 7, 2, 0, 1",
    "1, 8, 8, 16, .5, .2",
    "2, 9, 4, 3, 10, 1",
    "2, 6, 5, 2, 3, 0"
  })
  void valuesAndGradientsAreThoseOfTheFormula(
      int samples, int height, int width, int features, double mean, double deviation) {
    Case with = Case.random(new int[] {samples, height, width, features}, mean, deviation);
    double lost = deviation == 0 ? mean / Math.sqrt(1e-5) : Math.pow(mean / deviation, 2);
    double tolerance = 1e-5 * Math.max(1, lost);
    List<float[]> results = computed(with);
    assertEquals(with.sum(), results.get(0)[0], tolerance * with.weights().length);
    List<double[]> inputs = List.of(with.x(), with.scale(), with.shift());
    for (int i = 0; i < 3; i++) {
      double[] expected = with.slopes(inputs.get(i));
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertArrayEquals(
          expected,
          doubles(results.get(i + 1)),
          tolerance * Math.max(1, largest),
          List.of("x", "scale", "shift").get(i));
    }
  }

  /** The weighted sum, and its gradients by x, scale and shift. */
  private static List<float[]> computed(Case with) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      int features = with.shape()[3];
      Operand<TFloat32> x = constant(tf, with.x(), with.shape());
      Operand<TFloat32> scale = constant(tf, with.scale(), features);
      Operand<TFloat32> shift = constant(tf, with.shift(), features);
      Operand<TFloat32> result = InstanceNormalization.differentiable(tf, x, scale, shift);
      Operand<TFloat32> weights = constant(tf, with.weights(), with.shape());
      Operand<TFloat32> sum =
          tf.reduceSum(tf.math.mul(result, weights), tf.constant(new int[] {0, 1, 2, 3}));
      Gradients gradients = Gradients.create(tf.scope(), sum, List.of(x, scale, shift));
      List<Operand<TFloat32>> wanted = new ArrayList<>(List.of(sum));
      for (int i = 0; i < 3; i++) wanted.add(gradients.dy(i));
      return fetched(graph, wanted);
    }
  }

  private static List<float[]> fetched(Graph graph, List<Operand<TFloat32>> wanted) {
    try (Session session = new Session(graph, Computation.cpu())) {
      Session.Runner runner = session.runner();
      wanted.forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++)
          values.add(Copies.toJava((TFloat32) result.get(i)).data());
        return values;
      }
    }
  }

  private static Operand<TFloat32> constant(Ops tf, double[] values, int... shape) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
    return tf.identity(tf.reshape(tf.constant(floats), tf.constant(shape)));
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) doubles[i] = values[i];
    return doubles;
  }

  /** As TensorFlow in Python has it. */
  @Test
  void gradientsPassThroughAnyOtherIdentities() {
    MissingGradients.register();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> a = tf.identity(tf.constant(2f));
      Operand<TFloat32> b = tf.identity(tf.constant(3f));
      List<org.tensorflow.Output<?>> both = tf.identityN(List.of(a, b)).output();
      @SuppressWarnings("unchecked")
      Operand<TFloat32> first = (Operand<TFloat32>) (Operand<?>) both.get(0);
      @SuppressWarnings("unchecked")
      Operand<TFloat32> second = (Operand<TFloat32>) (Operand<?>) both.get(1);
      Operand<TFloat32> product = tf.math.mul(first, second);
      Gradients gradients = Gradients.create(tf.scope(), product, List.of(a, b));
      List<float[]> slopes = fetched(graph, List.of(gradients.dy(0), gradients.dy(1)));
      assertArrayEquals(new float[] {3}, slopes.get(0));
      assertArrayEquals(new float[] {2}, slopes.get(1));
    }
  }

  /**
   * As custom gradients leave them in files of other programs: with our name, with whole numbers,
   * and with results that nobody reads.
   */
  @Test
  void identitiesOfOthersKeepTheirGradients() {
    MissingGradients.register();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> a = tf.identity(tf.constant(2f));
      Operand<TFloat32> b = tf.identity(tf.constant(3f));
      List<Operand<?>> six = List.of(a, b, a, tf.constant(7), b, b);
      Operand<?> first = tf.withName(InstanceNormalization.NAME).identityN(six).output().get(0);
      @SuppressWarnings("unchecked")
      Operand<TFloat32> read = (Operand<TFloat32>) first;
      Operand<TFloat32> product = tf.math.mul(tf.math.mul(read, read), b);
      Gradients gradients = Gradients.create(tf.scope(), product, List.of(a, b));
      List<float[]> slopes = fetched(graph, List.of(gradients.dy(0), gradients.dy(1)));
      assertArrayEquals(new float[] {12}, slopes.get(0));
      assertArrayEquals(new float[] {4}, slopes.get(1));
    }
  }

  /**
   * Central differences along the gradient, where the slope is its norm. A step of 1e-2 leaves 1e-5
   * of rounding; kinks and curvature stay below 3 %.
   */
  @Test
  void gradientOfANetworkFromDiskAgreesWithFiniteDifferences() {
    Path saved = EARLIER.resolve("segmentation/model/saved_model");
    try (DifferentiableModel model =
        new TensorFlowBackend().load(saved, Loss.CROSS_ENTROPY_AND_DICE)) {
      Tensor image = new Tensor(new float[24 * 31], 1, 24, 31, 1);
      RandomGenerator random = new SplittableRandom(4);
      for (int i = 0; i < image.data().length; i++) image.data()[i] = (float) random.nextGaussian();
      Tensor targets = Tensor.zeros(1, 24, 31, 1);
      for (int i = 0; i < 200; i++) targets.data()[random.nextInt(24 * 31)] = 1;
      Tensor gradient = model.loss(image, targets).gradient();
      double norm = Math.sqrt(dot(gradient.data(), gradient.data()));
      ToDoubleFunction<Double> at =
          step -> model.loss(moved(image, gradient, step / norm), targets).loss()[0];
      assertEquals(norm, (at.applyAsDouble(1e-2) - at.applyAsDouble(-1e-2)) / 2e-2, 3e-2 * norm);
    }
  }

  private static Tensor moved(Tensor image, Tensor direction, double length) {
    Tensor moved = image.copy();
    for (int i = 0; i < moved.data().length; i++)
      moved.data()[i] += (float) (length * direction.data()[i]);
    return moved;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
    return sum;
  }
}
