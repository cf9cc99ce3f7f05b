package io.github.robustj.job;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Resolution;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Sides;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import io.github.robustj.packaging.bioimage.Postprocessing;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import net.imglib2.img.array.ArrayImgs;

/**
 * Whether a converted network makes of a package's test images what the package says. They take the
 * way of a user's image, normalisation included.
 *
 * @param described what the package says
 * @param connection of the network
 * @param normalization that its images get
 */
record PackageCheck(BioimagePackage described, Connection connection, Normalization normalization) {

  /**
   * Largest difference that is let pass, in parts of the largest number of the test output if that
   * is above 1. Sums of float32 in another order, an older TensorFlow and a left out epsilon of the
   * normalisation make up to some 1e-4; other axes, intensities or classes make tenths.
   */
  static final double TOLERANCE = 1e-3;

  /** Part of the pixels that a threshold may let jump, when they are next to it. */
  static final double MOST_JUMPING = 1e-3;

  /**
   * @param network as converted
   * @return the largest difference, as a line for the user
   * @throws RobustJException if it is too large, or there are no images that can be compared
   */
  String line(DifferentiableModel network) {
    BioimagePackage.Test test = described.test().orElseThrow();
    Tensor images = test.images(described.input());
    Tensor expected = test.answers(described.output());
    requireShape("input", images, images.shape(1), images.shape(2), connection.channels());
    requireFits(images);
    int each =
        connection.star() != null && !connection.star().isEnlarged() ? connection.stride() : 1;
    int height = (images.shape(1) + each - 1) / each;
    int width = (images.shape(2) + each - 1) / each;
    requireShape("output", expected, height, width, connection.outputs());
    if (each < connection.stride()) expected = every(expected, connection.stride());
    if (expected.samples() != images.samples())
      throw refused(
          "has %d test images but %d outputs".formatted(images.samples(), expected.samples()));
    Difference difference = Difference.NONE;
    for (int i = 0; i < images.samples(); i++)
      difference =
          difference.and(answer(network, images.slice(i, i + 1)), expected.slice(i, i + 1));
    return judged(difference, limit(expected));
  }

  /**
   * What the package's user gets of its test images, {@code [image, y, x, channel]}.
   *
   * @param network as converted, perhaps trained on
   * @throws RobustJException if outputs are repeated, of which only some are known
   */
  Tensor answers(DifferentiableModel network) {
    if (connection.star() != null && connection.star().isEnlarged())
      throw refused("repeats its outputs, of which its network as converted has one each");
    Tensor images = described.test().orElseThrow().images(described.input());
    int stride = connection.stride();
    int height = (images.shape(1) + stride - 1) / stride;
    int width = (images.shape(2) + stride - 1) / stride;
    Tensor all = Tensor.zeros(images.samples(), height, width, connection.outputs());
    int at = 0;
    for (int i = 0; i < images.samples(); i++)
      for (double value : answer(network, images.slice(i, i + 1))) all.data()[at++] = (float) value;
    return all;
  }

  /** Of outputs that are repeated to the size of the image those that count. */
  private static Tensor every(Tensor all, int stride) {
    int channels = all.shape(3);
    int height = (all.shape(1) + stride - 1) / stride;
    int width = (all.shape(2) + stride - 1) / stride;
    Tensor some = Tensor.zeros(all.samples(), height, width, channels);
    for (int cell = 0; cell < all.samples() * height * width; cell++) {
      int y = cell / width % height * stride;
      int from =
          ((cell / width / height * all.shape(1) + y) * all.shape(2) + cell % width * stride);
      System.arraycopy(all.data(), from * channels, some.data(), cell * channels, channels);
    }
    return some;
  }

  private void requireShape(String what, Tensor tensor, int height, int width, int channels) {
    int[] shape = {tensor.samples(), height, width, channels};
    if (Arrays.equals(shape, tensor.shape())) return;
    throw refused(
        "has a test %s of %s where %s (image x y x x x channel) was expected"
            .formatted(what, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
  }

  private void requireFits(Tensor images) {
    Sides height = connection.height();
    Sides width = connection.width();
    if ((!height.isFixed() || images.shape(1) <= height.least())
        && (!width.isFixed() || images.shape(2) <= width.least())) return;
    throw refused(
        "has a test input of %d x %d pixels for a network that takes %s x %s"
            .formatted(images.shape(1), images.shape(2), height.inWords(), width.inWords()));
  }

  private String judged(Difference difference, double limit) {
    boolean equal =
        described.following().threshold().isPresent()
            ? difference.beyond <= MOST_JUMPING * difference.count
            : difference.beyond == 0;
    if (equal) return "test output reproduced, largest difference %s".formatted(difference.words());
    throw refused(
        "differs from its own test output by up to %s in %d of %d numbers, where %s was allowed: its description does not fit the network"
            .formatted(difference.words(), difference.beyond, difference.count, number(limit)));
  }

  private static double limit(Tensor expected) {
    double largest = 1;
    for (float value : expected.data()) largest = Math.max(largest, Math.abs(value));
    return TOLERANCE * largest;
  }

  /** What the package's user would get, {@code [y, x, channel]}. */
  private double[] answer(DifferentiableModel network, Tensor image) {
    Sight sight = new Sight(Resolution.OWN, normalization, line -> {});
    Tensor logits = network.predict(sight.see(image(image)).slices());
    Postprocessing following = described.following();
    int classes = connection.classes();
    int outputs = connection.outputs();
    double[] all = new double[logits.data().length / classes * outputs];
    for (int pixel = 0; pixel < all.length / outputs; pixel++) {
      double[] numbers = new double[outputs];
      for (int c = 0; c < outputs; c++)
        numbers[c] = logits.data()[(pixel + 1) * classes - outputs + c];
      System.arraycopy(following.of(given(numbers)), 0, all, pixel * outputs, outputs);
    }
    return all;
  }

  /** What the network itself gave, from the logits of a pixel. */
  private double[] given(double[] logits) {
    Values values = connection.values();
    double[] numbers = logits.clone();
    if (values == Values.SOFTMAX) Postprocessing.softmax(numbers);
    if (values == Values.STAR_DISTANCES) numbers[0] = 1 / (1 + Math.exp(-numbers[0]));
    if (values.isWithoutBackground())
      for (int i = 0; i < numbers.length; i++) {
        double own = numbers[i] + connection.cut();
        numbers[i] = values == Values.SIGMOID ? 1 / (1 + Math.exp(-own)) : own;
      }
    return numbers;
  }

  /** Of a sample {@code [1, y, x, channel]}. */
  private static Image image(Tensor tensor) {
    int height = tensor.shape(1);
    int width = tensor.shape(2);
    int channels = tensor.shape(3);
    float[] values = new float[tensor.data().length];
    for (int pixel = 0; pixel < height * width; pixel++)
      for (int c = 0; c < channels; c++)
        values[c * height * width + pixel] = tensor.data()[pixel * channels + c];
    return new Image(
        "test", ArrayImgs.floats(values, width, height, channels, 1), Calibration.PIXELS);
  }

  private RobustJException refused(String why) {
    return new RobustJException(
        "The package \"%s\" %s; take its newest version, or set %s to import it all the same."
            .formatted(described.name(), why, ImportTable.IGNORE_TEST.name()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }

  /**
   * @param beyond how many are above the limit
   * @param count of all
   */
  private record Difference(double largest, long beyond, long count) {

    static final Difference NONE = new Difference(0, 0, 0);

    Difference and(double[] found, Tensor expected) {
      double limit = limit(expected);
      double most = largest;
      long wrong = beyond;
      for (int i = 0; i < found.length; i++) {
        double difference = Math.abs(found[i] - expected.data()[i]);
        if (!(difference <= limit)) wrong++;
        most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(most, difference);
      }
      return new Difference(most, wrong, count + found.length);
    }

    String words() {
      return number(largest);
    }
  }
}
