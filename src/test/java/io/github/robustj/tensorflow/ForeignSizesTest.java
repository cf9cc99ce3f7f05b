package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.Sides;
import io.github.robustj.model.TiledModel;
import io.github.robustj.model.TiledModel.Shrinking;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Networks that take certain sizes only are given these, and what they answer is theirs. */
class ForeignSizesTest {

  private static final Shrinking NONE = new Shrinking(Integer.MAX_VALUE, line -> {});

  @TempDir Path folder;

  /** Two convolutions of 3 x 3: a number depends on 2 pixels around it. */
  private static Operand<TFloat32> convolutions(Ops tf, Operand<TFloat32> images) {
    Operand<TFloat32> hidden = tf.nn.relu(convolution(tf, images, "SAME", 1, 3));
    return convolution(tf, hidden, "SAME", 3, 2);
  }

  private static Operand<TFloat32> convolution(
      Ops tf, Operand<TFloat32> x, String padding, int in, int out) {
    float[] values = new float[9 * in * out];
    Random random = new Random(in);
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    Operand<TFloat32> kernel = tf.constant(Shape.of(3, 3, in, out), DataBuffers.of(values));
    return tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), padding);
  }

  /** Of 16 x 40 pixels only, and of 16 x any: as the same network for any size on the whole. */
  @Test
  void fixedSidesAreTiled() throws Exception {
    Tensor image = images(1, 50, 93);
    float[] whole = SmallNetwork.open(ForeignSizesTest::convolutions).direct(image);
    for (long width : new long[] {40, -1}) {
      Shape shape = Shape.of(-1, 16, width, 1);
      Path network =
          new SmallNetwork(shape, ForeignSizesTest::convolutions).save(folder.resolve("" + width));
      Sides sides = width > 0 ? Sides.only((int) width) : Sides.multiplesOf(1);
      try (DifferentiableModel model = tiled(network, connection(Sides.only(16), sides, 2))) {
        // Sums of 27 products of numbers near 1, in another order, as a weighted mean of tiles.
        assertArrayEquals(whole, model.predict(image).data(), 1e-4f);
        assertArrayEquals(
            new int[] {1, 9, 93, 2}, model.predict(images(1, 9, 93)).shape(), "smaller ones");
      }
    }
  }

  /** A network that sees the mean of all its pixels, those that were added among them. */
  @Test
  void leastSidesAreReached() throws Exception {
    SmallNetwork.Body centred =
        (tf, x) -> {
          Operand<TFloat32> mean =
              tf.math.mean(x, tf.constant(new int[] {1, 2}), Mean.keepDims(true));
          Operand<TFloat32> y = tf.math.sub(x, mean);
          return tf.concat(List.of(y, tf.math.neg(y)), tf.constant(3));
        };
    Path network = SmallNetwork.open(centred).save(folder.resolve("network"));
    Connection connection = connection(new Sides(20, 16), Sides.multiplesOf(8), 0);
    try (DifferentiableModel model = tiled(network, connection)) {
      assertReflected(centred, model, 9, 33, 20, 40);
      assertReflected(centred, model, 21, 8, 36, 8);
      assertReflected(centred, model, 36, 3, 36, 8);
      assertReflected(centred, model, 2, 16, 20, 16);
    }
  }

  /** As many rows in front as behind, or one less; about the edges, as often as it takes. */
  private static void assertReflected(
      SmallNetwork.Body body,
      DifferentiableModel model,
      int height,
      int width,
      int tall,
      int wide) {
    Tensor image = images(1, height, width);
    Tensor padded = Tensor.zeros(1, tall, wide, 1);
    int top = (tall - height) / 2;
    int left = (wide - width) / 2;
    for (int y = 0; y < tall; y++)
      for (int x = 0; x < wide; x++)
        padded.data()[y * wide + x] =
            image.data()[reflected(y - top, height) * width + reflected(x - left, width)];
    float[] whole = SmallNetwork.open(body).direct(padded);
    float[] found = model.predict(image).data();
    for (int i = 0; i < height * width; i++)
      for (int c = 0; c < 2; c++)
        assertEquals(
            whole[2 * ((i / width + top) * wide + i % width + left) + c],
            found[2 * i + c],
            1e-5,
            "pixel " + i);
  }

  private static int reflected(int at, int length) {
    int within = Math.floorMod(at, 2 * length);
    return Math.min(within, 2 * length - 1 - within);
  }

  /** Without padding inside, answers are smaller than images. */
  @Test
  void smallerOutputsAreRefused() throws Exception {
    Path network =
        SmallNetwork.open((tf, x) -> convolution(tf, x, "VALID", 1, 2)).save(folder.resolve("n"));
    Connection connection = connection(Sides.multiplesOf(1), Sides.multiplesOf(1), 0);
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> new TensorFlowBackend().convert(network, connection, folder.resolve("c")))
            .getMessage();
    assertTrue(
        sentence.contains("fewer pixels than an image has (33 where there are 35)"), sentence);
  }

  private static Connection connection(Sides height, Sides width, int halo) {
    return new Connection(
        "serving_default",
        SmallNetwork.INPUT,
        "byxc",
        SmallNetwork.OUTPUT,
        "byxc",
        Values.LOGITS,
        1,
        2,
        height,
        width,
        halo,
        Connection.HALF);
  }

  private DifferentiableModel tiled(Path network, Connection connection) {
    Path into = network.resolveSibling(network.getFileName() + " converted");
    TensorFlowBackend backend = new TensorFlowBackend();
    backend.convert(network, connection, into);
    DifferentiableModel loaded = backend.load(into, Loss.CROSS_ENTROPY_AND_DICE);
    return new TiledModel(loaded, connection.tiles(512), 4, () -> {}, NONE);
  }

  private static Tensor images(int n, int height, int width) {
    Tensor images = Tensor.zeros(n, height, width, 1);
    Random random = new Random(5);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
    return images;
  }
}
