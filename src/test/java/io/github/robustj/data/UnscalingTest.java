package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Mask;
import java.util.Optional;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnscalingTest {

  /** The change of own pixels, resampled, is the one that was wanted, and nowhere much larger. */
  @ParameterizedTest
  @CsvSource({
    "64,48,32,24",
    "60,78,48,62",
    "77,101,49,64",
    "90,30,30,15",
    "31,31,31,31",
    "9,4,3,3"
  })
  void resampledItIsWhatWasWanted(int width, int height, int small, int low) {
    Image wanted = noise(small, low, 3);
    Image own = noise(width, height, 4);
    Image change = Unscaling.of(wanted, own, Optional.empty()).orElseThrow();
    assertEquals(width, change.width());
    Image seen = Resampling.scaled(own, (double) small / width);
    Image moved = Resampling.scaled(Preprocessing.sum(own, change), (double) small / width);
    float[] expected = TensorImages.tensor(Preprocessing.sum(seen, wanted)).data();
    if (seen.height() == low) assertArrayEquals(expected, TensorImages.tensor(moved).data(), 1e-5f);
    float largest = 0;
    for (float v : TensorImages.tensor(change).data()) largest = Math.max(largest, Math.abs(v));
    assertTrue(largest < 6, "largest " + largest);
  }

  /** Of all changes with this effect it has the least energy: it is orthogonal to those without. */
  @Test
  void itIsTheSmallest() {
    Image wanted = noise(5, 1, 5);
    Image own = noise(8, 1, 6);
    float[] change =
        TensorImages.tensor(Unscaling.of(wanted, own, Optional.empty()).orElseThrow()).data();
    // Rows of the averaging of 8 pixels to 5; what they all pass over is the rest.
    ResamplingWeights rows = ResamplingWeights.of(8, 5);
    Random random = new Random(7);
    double[] rest = new double[8];
    for (int k = 0; k < 8; k++) rest[k] = random.nextGaussian();
    for (int sweep = 0; sweep < 4000; sweep++)
      for (int i = 0; i < 5; i++) {
        double along = 0;
        double norm = 0;
        for (int k = 0; k < rows.weights()[i].length; k++) {
          along += rows.weights()[i][k] * rest[rows.first()[i] + k];
          norm += rows.weights()[i][k] * rows.weights()[i][k];
        }
        for (int k = 0; k < rows.weights()[i].length; k++)
          rest[rows.first()[i] + k] -= along / norm * rows.weights()[i][k];
      }
    double product = 0;
    double size = 0;
    for (int k = 0; k < 8; k++) {
      product += rest[k] * change[2 * k];
      size += rest[k] * rest[k];
    }
    assertTrue(size > .01);
    assertEquals(0, product, 1e-5);
  }

  @Test
  void pixelsThatCannotHoldItAreSaid() {
    assertTrue(Unscaling.of(noise(64, 64, 1), noise(32, 32, 2), Optional.empty()).isEmpty());
    assertTrue(Unscaling.of(noise(64, 64, 1), noise(65, 65, 2), Optional.empty()).isEmpty());
    Optional<Mask> all = Optional.of(new Mask(ArrayImgs.ints(new int[90 * 60], 90, 60, 1)));
    assertTrue(Unscaling.of(noise(60, 40, 1), noise(90, 60, 2), all).isEmpty());
  }

  /** Blocks of 2 x 2 of which the right column alone may change: twice as much there. */
  @Test
  void whatIsNotInTheRegionStays() {
    int[] labels = new int[64];
    for (int i = 0; i < 64; i++) labels[i] = i % 2;
    Mask region = new Mask(ArrayImgs.ints(labels, 8, 8, 1));
    Image wanted = noise(4, 4, 8);
    Image own = noise(8, 8, 9);
    Image change = Unscaling.of(wanted, own, Optional.of(region)).orElseThrow();
    float[] small = TensorImages.tensor(wanted).data();
    float[] large = TensorImages.tensor(change).data();
    for (int i = 0; i < 64; i++)
      for (int c = 0; c < 2; c++)
        assertEquals(
            i % 2 == 0 ? 0 : 2 * small[(i / 16 * 4 + i % 8 / 2) * 2 + c], large[2 * i + c], 1e-6);
  }

  /** Two channels, one slice. */
  private static Image noise(int width, int height, long seed) {
    Random random = new Random(seed);
    float[] values = new float[width * height * 2];
    for (int i = 0; i < values.length; i++) values[i] = 2 * random.nextFloat() - 1;
    return new Image("n", ArrayImgs.floats(values, width, height, 2, 1), Calibration.PIXELS);
  }
}
