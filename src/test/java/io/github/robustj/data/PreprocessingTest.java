package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class PreprocessingTest {

  private static final int WIDTH = 3;
  private static final int HEIGHT = 2;
  private static final int CHANNELS = 2;
  private static final int SLICES = 2;

  /** Halves in channel 0, and what exceeds 100 to 1000 in channel 1 is clipped. */
  private final Scaling scaling =
      new Scaling(
          new float[] {0, 100}, new float[] {5000, 1000}, new float[] {0, 100}, new float[] {2, 4});

  @Test
  void tensorsHaveSliceThenYThenXThenChannel() {
    Tensor tensor = Preprocessing.images(image(), scaling);
    assertArrayEquals(new int[] {SLICES, HEIGHT, WIDTH, CHANNELS}, tensor.shape());
    int i = 0;
    for (int z = 0; z < SLICES; z++)
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          for (int c = 0; c < CHANNELS; c++)
            assertEquals(scaling.normalize(value(x, y, c, z), c), tensor.data()[i++]);
    Tensor last = Preprocessing.slices(image(), scaling, 1, 2);
    assertArrayEquals(tensor.slice(1, 2).data(), last.data());
  }

  @Test
  void imagesMayBeViewsThatDoNotBeginAtZero() {
    Image moved =
        new Image("m", Views.translate(image().pixels(), 5, -2, 1, 3), Calibration.PIXELS);
    assertArrayEquals(
        Preprocessing.images(image(), scaling).data(), Preprocessing.images(moved, scaling).data());
  }

  /**
   * What is read again is what the attack has made, also of pixels that were clipped; what it has
   * not changed stays.
   */
  @Test
  void anAttackedImageIsSeenAsItWasMade() {
    Tensor clean = Preprocessing.images(image(), scaling);
    Tensor adversarial = clean.copy();
    Bounds bounds = scaling.bounds();
    for (int i = 0; i < adversarial.data().length; i += 2 + i % 3)
      adversarial.data()[i] = bounds.clip(adversarial.data()[i] + (i % 2 == 0 ? -7 : 5), i % 2);
    Image attacked = Preprocessing.attacked(image(), clean, adversarial, scaling);
    assertArrayEquals(
        adversarial.data(), Preprocessing.images(attacked, scaling).data(), "halves and quarters");
    int i = 0;
    for (int z = 0; z < SLICES; z++)
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          for (int c = 0; c < CHANNELS; c++, i++)
            if (adversarial.data()[i] == clean.data()[i])
              assertEquals(value(x, y, c, z), attacked.pixels().getAt(x, y, c, z).get());
    assertEquals("i", attacked.name());
    assertEquals(new Calibration(1, 2, 3, "mm"), attacked.calibration());
  }

  @Test
  void perturbationsAreInIntensities() {
    Tensor change = Tensor.zeros(SLICES, HEIGHT, WIDTH, CHANNELS);
    for (int i = 0; i < change.data().length; i++) change.data()[i] = i - 5;
    Image alone = Preprocessing.perturbation(change, scaling, image());
    Image sum = Preprocessing.sum(image(), alone);
    Image back = Preprocessing.difference(sum, alone);
    int i = 0;
    for (int z = 0; z < SLICES; z++)
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          for (int c = 0; c < CHANNELS; c++) {
            float step = (i++ - 5) * (c == 0 ? 2 : 4);
            assertEquals(step, alone.pixels().getAt(x, y, c, z).get());
            assertEquals(value(x, y, c, z) + step, sum.pixels().getAt(x, y, c, z).get());
            assertEquals(value(x, y, c, z), back.pixels().getAt(x, y, c, z).get());
          }
  }

  private static float value(int x, int y, int c, int z) {
    return x + 10 * y + 100 * c + 1000 * z;
  }

  private static Image image() {
    RandomAccessibleInterval<FloatType> pixels = ArrayImgs.floats(WIDTH, HEIGHT, CHANNELS, SLICES);
    for (int z = 0; z < SLICES; z++)
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          for (int c = 0; c < CHANNELS; c++) pixels.getAt(x, y, c, z).set(value(x, y, c, z));
    return new Image("i", pixels, new Calibration(1, 2, 3, "mm"));
  }
}
