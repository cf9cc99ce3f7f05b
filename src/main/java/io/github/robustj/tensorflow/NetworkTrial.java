package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection;
import io.github.robustj.model.Sides;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A converted network is given images: what it answers must have the shape that its connection
 * says, and what TensorFlow refuses becomes a sentence.
 *
 * @param directory the network came from, for sentences
 * @param connection how it was converted
 */
record NetworkTrial(Path directory, Connection connection) {

  /** Characters of what TensorFlow says that fit into a sentence. */
  private static final int LONGEST = 160;

  /** Of an image that a network is tried with, in pixels. */
  private static final int SMALL = 32;

  /** What TensorFlow says where an output is smaller than the image that is cut out of it. */
  private static final Pattern FEWER =
      Pattern.compile("Expected size\\[[12]\\] in \\[0, (\\d+)\\], but got (\\d+)");

  /** Pixels that share an output. */
  private static final int MOST_STRIDE = 8;

  /**
   * Difference between the answers to an image alone and beside another, in parts of the largest
   * number: sums of float32 in another order make up to some 1e-4.
   */
  private static final float SAME = 1e-3f;

  /**
   * @param model the converted network
   * @throws RobustJException if its answer has another shape than the connection says, or it gives
   *     none
   */
  void requireShape(TensorFlowModel model) {
    int height = side(connection.height(), 3);
    int width = side(connection.width(), 2);
    int[] shape = shape(model, height, width);
    int stride = connection.stride();
    int[] expected = {
      1, (height + stride - 1) / stride, (width + stride - 1) / stride, connection.classes()
    };
    if (!Arrays.equals(shape, expected))
      throw new RobustJException(
          "The network in %s answers an image of %d x %d pixels with %s (image x y x x x class) where %s was expected; look at the axes and at the number of classes again."
              .formatted(
                  directory, height, width, Arrays.toString(shape), Arrays.toString(expected)));
  }

  /**
   * How many pixels of the image lie along the side of an output's.
   *
   * @param model whose outputs are not cut to the size of images
   * @throws RobustJException if that is no whole number, the same along both axes
   */
  int stride(TensorFlowModel model) {
    int height = even(connection.height(), 3);
    int width = even(connection.width(), 2);
    int[] shape = shape(model, height, width);
    int stride = shape[1] == 0 ? 1 : Math.max(1, height / shape[1]);
    if (shape[1] * stride == height && shape[2] * stride == width) return stride;
    throw new RobustJException(
        "The network in %s answers an image of %d x %d pixels with %s (image x y x x x number), which is not every second or fourth pixel; export it with a grid of 1, 2 or 4."
            .formatted(directory, height, width, Arrays.toString(shape)));
  }

  /** See {@link io.github.robustj.model.Backend#takesSeveral}. */
  boolean takesSeveral(TensorFlowModel model) {
    int height = side(connection.height(), 3);
    int width = side(connection.width(), 2);
    Tensor images = Tensor.zeros(2, height, width, connection.channels());
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = random.nextFloat();
    Tensor[] each = new Tensor[2];
    try {
      for (int i = 0; i < each.length; i++) each[i] = model.predict(images.slice(i, i + 1));
    } catch (RuntimeException saidByTheConversion) {
      // A network that fails for one image is refused there; nothing is known of several.
      return true;
    }
    try {
      Tensor both = model.predict(images);
      return both.samples() == 2
          && isNear(both.slice(0, 1), each[0])
          && isNear(both.slice(1, 2), each[1]);
    } catch (RuntimeException oneAtATime) {
      return false;
    }
  }

  private static boolean isNear(Tensor one, Tensor other) {
    if (!one.hasShapeOf(other)) return false;
    float largest = 1;
    for (float value : other.data()) largest = Math.max(largest, Math.abs(value));
    for (int i = 0; i < one.data().length; i++)
      if (Math.abs(one.data()[i] - other.data()[i]) > SAME * largest) return false;
    return true;
  }

  /** Of the answer to an image of zeros, {@code [1, y, x, channel]}. */
  private int[] shape(TensorFlowModel model, int height, int width) {
    try {
      return model.predict(Tensor.zeros(1, height, width, connection.channels())).shape();
    } catch (RuntimeException e) {
      throw refused(directory, e);
    }
  }

  /** That a coarse grid divides evenly, where the network takes such. */
  private static int even(Sides sides, int times) {
    int side = side(sides, times);
    for (int i = 0; i < MOST_STRIDE && side % MOST_STRIDE != 0; i++)
      side = sides.isFixed() ? side : sides.atLeast(side + 1);
    return side;
  }

  /** Small, not square where a network takes that, and large enough for several poolings. */
  private static int side(Sides sides, int times) {
    return sides.atLeast(SMALL + times * sides.step());
  }

  /**
   * What the user may do about a network that TensorFlow refuses.
   *
   * @param directory of the network
   */
  static RobustJException refused(Path directory, RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) cause = cause.getCause();
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    Matcher few = FEWER.matcher(reason);
    if (few.find())
      return new RobustJException(
          "The network in %s answers with fewer pixels than an image has (%s where there are %s); look at its axes again, or export it with convolutions that keep the size of the image (padding \"same\")."
              .formatted(directory, few.group(1), few.group(2)),
          failure);
    return new RobustJException(
        "The network in %s cannot be used as it was described (%s); look at its axes, sizes and classes again."
            .formatted(directory, reason.substring(0, Math.min(reason.length(), LONGEST))),
        failure);
  }
}
