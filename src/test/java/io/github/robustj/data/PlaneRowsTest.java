package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is read row by row holds, bit for bit, what is there pixel by pixel, however the image is
 * stored.
 */
class PlaneRowsTest {

  private static final int WIDTH = 13;
  private static final int HEIGHT = 7;
  private static final int CHANNELS = 3;
  private static final int SLICES = 2;

  static Stream<RandomAccessibleInterval<FloatType>> images() {
    RandomGenerator random = new SplittableRandom(4);
    float[] values = new float[WIDTH * HEIGHT * CHANNELS * SLICES];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian(100, 30);
    RandomAccessibleInterval<FloatType> array =
        ArrayImgs.floats(values, WIDTH, HEIGHT, CHANNELS, SLICES);
    PlanarImg<FloatType, ?> planar = PlanarImgs.floats(WIDTH, HEIGHT, CHANNELS, SLICES);
    var cursor = Views.flatIterable(array).cursor();
    for (FloatType pixel : Views.flatIterable(planar)) pixel.set(cursor.next());
    return Stream.of(
        array,
        planar,
        stored(random, 8),
        stored(random, 16),
        Views.interval(stored(random, 8), new long[] {2, 1, 1, 1}, new long[] {11, 5, 2, 1}),
        Views.interval(planar, new long[] {2, 1, 1, 1}, new long[] {11, 5, 2, 1}),
        Views.translate(array, -3, 5, 0, 2),
        Views.permute(Views.zeroMin(Views.invertAxis(array, 0)), 0, 1));
  }

  /** Planes of whole numbers of so many bits. */
  private static RandomAccessibleInterval<FloatType> stored(RandomGenerator random, int bits) {
    List<StoredPixels> planes = new ArrayList<>();
    for (int i = 0; i < CHANNELS * SLICES; i++) {
      float[] plane = new float[WIDTH * HEIGHT];
      for (int k = 0; k < plane.length; k++) plane[k] = random.nextInt(1 << bits);
      planes.add(StoredPixels.of(plane));
    }
    return StoredPixels.image(planes, WIDTH, HEIGHT, CHANNELS, SLICES);
  }

  @ParameterizedTest
  @MethodSource("images")
  void normalisedPixelsAreThoseThatAreThere(RandomAccessibleInterval<FloatType> pixels) {
    Image image = new Image("image", pixels, Calibration.PIXELS);
    Scaling scaling = Normalizer.fit(image, new Normalization(Normalization.Kind.Z_SCORE, 5, 95));
    float[] expected = each(image, (x, y, c, z, value) -> scaling.normalize(value, c));
    assertArrayEquals(expected, Preprocessing.images(image, scaling).data());
  }

  /** As they are, by the plane and as a tensor, and back. */
  @ParameterizedTest
  @MethodSource("images")
  void planesAndTensorsAreThePixels(RandomAccessibleInterval<FloatType> pixels) {
    Image image = new Image("image", pixels, Calibration.PIXELS);
    float[] expected =
        each(
            image,
            (x, y, c, z, value) -> {
              assertEquals(value, image.plane(c, z)[y * image.width() + x]);
              return value;
            });
    Tensor tensor = TensorImages.tensor(image);
    assertArrayEquals(expected, tensor.data());
    assertArrayEquals(values(pixels), values(TensorImages.image("back", tensor).pixels()));
  }

  /** The sums are taken in the order of the weights, so that nothing is rounded otherwise. */
  @ParameterizedTest
  @MethodSource("images")
  void resampledPixelsAreWeightedSums(RandomAccessibleInterval<FloatType> pixels) {
    Image image = new Image("image", pixels, Calibration.PIXELS);
    for (double scale : new double[] {.4, .5, .83, 1, 1.7}) {
      int width = Resampling.length(image.width(), scale);
      int height = Resampling.length(image.height(), scale);
      Resampling.Part part =
          new Resampling.Part(width, height, width / 3, height / 4, width / 2, height / 2);
      int slice = image.slices() - 1;
      assertArrayEquals(
          resampled(image, part, slice), values(Resampling.part(image, slice, part).pixels()));
    }
  }

  private static float[] resampled(Image image, Resampling.Part part, int slice) {
    ResamplingWeights across = ResamplingWeights.of(image.width(), part.width());
    ResamplingWeights down = ResamplingWeights.of(image.height(), part.height());
    float[] values = new float[part.across() * part.down() * image.channels()];
    int i = 0;
    for (int c = 0; c < image.channels(); c++)
      for (int v = part.top(); v < part.top() + part.down(); v++)
        for (int u = part.left(); u < part.left() + part.across(); u++) {
          double sum = 0;
          for (int k = 0; k < down.weights()[v].length; k++)
            sum += down.weights()[v][k] * along(image, across, u, down.first()[v] + k, c, slice);
          values[i++] = (float) sum;
        }
    return values;
  }

  private static float along(
      Image image, ResamplingWeights across, int u, int y, int c, int slice) {
    RandomAccess<FloatType> pixel = image.pixels().randomAccess();
    double sum = 0;
    for (int k = 0; k < across.weights()[u].length; k++) {
      set(pixel, image.pixels(), across.first()[u] + k, y, c, slice);
      sum += across.weights()[u][k] * pixel.get().get();
    }
    return (float) sum;
  }

  /** What is made of a pixel. */
  private interface Made {

    float of(int x, int y, int c, int z, float value);
  }

  /** Of all pixels in the order of a tensor, channels fastest. */
  private static float[] each(Image image, Made made) {
    float[] values = new float[(int) image.pixels().size()];
    RandomAccess<FloatType> pixel = image.pixels().randomAccess();
    int i = 0;
    for (int z = 0; z < image.slices(); z++)
      for (int y = 0; y < image.height(); y++)
        for (int x = 0; x < image.width(); x++)
          for (int c = 0; c < image.channels(); c++) {
            set(pixel, image.pixels(), x, y, c, z);
            values[i++] = made.of(x, y, c, z, pixel.get().get());
          }
    return values;
  }

  private static void set(
      RandomAccess<FloatType> pixel,
      RandomAccessibleInterval<FloatType> pixels,
      int x,
      int y,
      int c,
      int z) {
    pixel.setPosition(pixels.min(0) + x, 0);
    pixel.setPosition(pixels.min(1) + y, 1);
    pixel.setPosition(pixels.min(2) + c, 2);
    pixel.setPosition(pixels.min(3) + z, 3);
  }

  private static float[] values(RandomAccessibleInterval<FloatType> pixels) {
    float[] values = new float[(int) pixels.size()];
    int i = 0;
    for (FloatType pixel : Views.flatIterable(pixels)) values[i++] = pixel.get();
    return values;
  }
}
