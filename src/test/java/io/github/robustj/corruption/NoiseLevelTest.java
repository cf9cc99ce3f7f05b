package io.github.robustj.corruption;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Image;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Images with known noise. */
class NoiseLevelTest {

  /** Smooth structures and a disk with an edge, from 0 to about 200; the background is dark. */
  private static double scene(int x, int y) {
    double r = Math.hypot(x - 100, y - 90);
    return r > 80 ? 0 : 120 + 40 * Math.sin(x / 15.) * Math.cos(y / 20.) + (r < 30 ? 40 : 0);
  }

  private static Image noisy(double sigma, double offset, boolean magnitude) {
    Random random = new Random(3);
    return Pictures.image(
        200,
        180,
        1,
        1,
        (x, y, z, c) -> {
          double real = scene(x, y) + offset + sigma * random.nextGaussian();
          return magnitude ? Math.hypot(real, sigma * random.nextGaussian()) : real;
        });
  }

  /**
   * Within 8 %: the median of 35 000 filtered pixels varies by 1 %; the 3 % of them that see an
   * edge move the middle of the others to their quantile .515, which is 4 % further out.
   */
  @Test
  void findsGaussianNoise() {
    for (double sigma : new double[] {1, 2, 5, 10, 20})
      assertEquals(sigma, NoiseLevel.of(noisy(sigma, 100, false)).sigma(), .08 * sigma);
  }

  /**
   * Within 10 %: as above, with twice the share of edges, as the background does not count. Without
   * the background's correction the estimate would be a fifth too low, since half of the image is
   * Rayleigh noise of .655 sigma.
   */
  @Test
  void findsRicianNoiseBesideABackground() {
    for (double sigma : new double[] {2, 5, 10, 15})
      assertEquals(sigma, NoiseLevel.of(noisy(sigma, 0, true)).sigma(), .1 * sigma);
  }

  @Test
  void aBackgroundThatWasSetToZeroDoesNotCount() {
    Random random = new Random(1);
    Image masked =
        Pictures.image(
            200,
            180,
            1,
            1,
            (x, y, z, c) -> scene(x, y) == 0 ? 0 : scene(x, y) + 4 * random.nextGaussian());
    assertEquals(4, NoiseLevel.of(masked).sigma(), .05 * 4);
  }

  @Test
  void isTheMeanOfTheChannelsAndAShareOfTheRange() {
    Random random = new Random(1);
    Image two =
        Pictures.image(
            150,
            150,
            2,
            2,
            (x, y, z, c) -> 1000 * (x < 75 ? 1 : 2) + 20 * (c + 1) * random.nextGaussian());
    NoiseLevel level = NoiseLevel.of(two);
    assertEquals(30, level.sigma(), .05 * 30);
    // The robust range of either channel is a little above 1000, by about 2 * 2.3 sigma.
    assertEquals(.5 * (20 / 1093. + 40 / 1186.), level.share(), .002);
  }

  @Test
  void thereIsNoneWithoutNoiseOrWithoutPixels() {
    assertEquals(0, NoiseLevel.of(Pictures.image(20, 20, 1, 1, (x, y, z, c) -> 3)).sigma());
    assertEquals(0, NoiseLevel.of(Pictures.image(20, 20, 1, 1, (x, y, z, c) -> x)).sigma(), 1e-9);
    assertEquals(Double.NaN, NoiseLevel.of(Pictures.image(2, 9, 1, 1, (x, y, z, c) -> x)).sigma());
  }
}
