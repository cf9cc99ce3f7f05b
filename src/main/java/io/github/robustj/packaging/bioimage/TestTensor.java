package io.github.robustj.packaging.bioimage;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.SystemReason;
import io.github.robustj.tensor.Npy;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Test images of a package, or what its network answers to them, in the package's own order of
 * axes.
 *
 * @param file for sentences
 * @param values finite
 */
record TestTensor(Path file, Tensor values) {

  /** Of a file; test images are far smaller. */
  private static final long MOST_BYTES = 1L << 29;

  private static final String OURS = "byxc";

  /**
   * @throws RobustJException if the file cannot be read, is too large, is no array that {@link Npy}
   *     reads, or holds numbers that are not finite
   */
  static TestTensor read(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > MOST_BYTES)
        throw wrong(file, "it has more than %d MiB".formatted(MOST_BYTES >> 20));
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
    Tensor values;
    try {
      values = Npy.decode(bytes);
    } catch (IOException e) {
      throw wrong(file, SystemReason.of(e));
    }
    for (float value : values.data())
      if (!Float.isFinite(value)) throw wrong(file, "it has a number that is not finite");
    return new TestTensor(file, values);
  }

  private static RobustJException wrong(Path file, String why) {
    return new RobustJException(
        "The test tensor %s cannot be used (%s); a NumPy array (.npy) of little-endian numbers in C order was expected: download the package again."
            .formatted(file, why));
  }

  /**
   * Writes an array of float32.
   *
   * @param images {@code [image, y, x, channel]}
   * @param letters of the axes that it gets, in their order
   */
  static void write(Path file, Tensor images, String letters) throws IOException {
    int[] shape = letters.chars().map(axis -> length(images, axis)).toArray();
    int[] places = places(images.shape(), letters, shape);
    Tensor ordered = Tensor.zeros(shape);
    for (int i = 0; i < places.length; i++) ordered.data()[places[i]] = images.data()[i];
    Files.write(file, Npy.encode(ordered));
  }

  private static int length(Tensor images, int letter) {
    int ours = OURS.indexOf(letter);
    return ours < 0 ? 1 : images.shape(ours);
  }

  /**
   * As {@code [image, y, x, channel]}.
   *
   * @param letters of its axes; those that are not {@code b}, {@code y}, {@code x}, {@code c} have
   *     length 1
   * @throws RobustJException if its shape is another
   */
  Tensor images(String letters) {
    int[] shape = values.shape();
    if (shape.length != letters.length()) throw misshaped(letters);
    int[] sides = {1, 1, 1, 1};
    for (int i = 0; i < shape.length; i++) {
      int ours = OURS.indexOf(letters.charAt(i));
      if (shape[i] < 1 || ours < 0 && shape[i] != 1) throw misshaped(letters);
      if (ours >= 0) sides[ours] = shape[i];
    }
    int[] places = places(sides, letters, shape);
    Tensor images = Tensor.zeros(sides);
    for (int i = 0; i < places.length; i++) images.data()[i] = values.data()[places[i]];
    return images;
  }

  /**
   * Where each number of {@code [image, y, x, channel]} lies in an array with other axes.
   *
   * @param sides of the first
   * @param letters of the other's axes
   * @param shape of the other
   */
  private static int[] places(int[] sides, String letters, int[] shape) {
    int[] strides = new int[OURS.length()];
    int stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      int ours = OURS.indexOf(letters.charAt(i));
      if (ours >= 0) strides[ours] = stride;
      stride *= shape[i];
    }
    int[] places = new int[Arrays.stream(sides).reduce(1, (a, b) -> a * b)];
    int i = 0;
    for (int b = 0; b < sides[0]; b++)
      for (int y = 0; y < sides[1]; y++)
        for (int x = 0; x < sides[2]; x++)
          for (int c = 0; c < sides[3]; c++)
            places[i++] = b * strides[0] + y * strides[1] + x * strides[2] + c * strides[3];
    return places;
  }

  private RobustJException misshaped(String letters) {
    return new RobustJException(
        "The test tensor %s has the shape %s, which does not fit the axes %s of its description; download the package again."
            .formatted(file, Excerpt.of(Arrays.toString(values.shape())), letters));
  }
}
