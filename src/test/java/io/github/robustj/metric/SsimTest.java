package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsimTest {

  /** Two orders of summation in double precision. */
  private static final double EXACT = 1e-12;

  /**
   * The reference is equation 13 of Wang et al. 2004 in Python, with SciPy 1.17.1's {@code
   * gaussian_filter(sigma=1.5, truncate=3.5)} for the windowed means, mean over all but the outer 5
   * pixels: what scikit-image's {@code structural_similarity} does with {@code
   * gaussian_weights=True, use_sample_covariance=False, data_range=1}.
   */
  @ParameterizedTest
  @CsvSource({
    "16, 23, 0.9771181424728906, -0.9711374618243093",
    "11, 11, 0.9766053522365689, -0.9890798957417812",
    "40, 32, 0.9756640028352508, -0.96981326726726"
  })
  void agreesWithScipy(int height, int width, double noisy, double inverted) {
    double[] picture = picture(height, width);
    double[] noise = picture.clone();
    double[] inverse = picture.clone();
    for (int i = 0; i < picture.length; i++) {
      noise[i] += ((i / width * 17 + i % width * 29) % 11 - 5) / 50.;
      inverse[i] = 1 - picture[i];
    }
    assertEquals(noisy, Ssim.of(picture, noise, height, width), EXACT);
    assertEquals(inverted, Ssim.of(picture, inverse, height, width), EXACT);
  }

  @Test
  void equalPicturesAreOne() {
    double[] picture = picture(20, 20);
    assertEquals(1, Ssim.of(picture, picture, 20, 20), EXACT);
  }

  /** Without contrast only brightness is left: {@code (2ab + C1) / (a^2 + b^2 + C1)}. */
  @ParameterizedTest
  @CsvSource({"20, 20", "5, 30", "3, 4", "1, 1"})
  void flatPicturesDifferInBrightnessAlone(int height, int width) {
    double[] dark = new double[height * width];
    double[] bright = new double[height * width];
    Arrays.fill(dark, .2);
    Arrays.fill(bright, .5);
    double expected = (2 * .2 * .5 + 1e-4) / (.04 + .25 + 1e-4);
    // Variances of 1e-17 beside C2 = 9e-4.
    assertEquals(expected, Ssim.of(dark, bright, height, width), 1e-10);
  }

  @Test
  void moreNoiseIsLessSimilar() {
    double[] picture = picture(30, 30);
    double last = 1;
    for (double size : new double[] {.01, .05, .2}) {
      double[] noisy = picture.clone();
      for (int i = 0; i < noisy.length; i++) noisy[i] += i % 3 == 0 ? size : -size;
      double now = Ssim.of(picture, noisy, 30, 30);
      assertTrue(now < last, now + " after " + last);
      last = now;
    }
  }

  @Test
  void refusesPicturesOfAnotherSize() {
    assertThrows(IllegalArgumentException.class, () -> Ssim.of(new double[4], new double[5], 2, 2));
    assertEquals(Double.NaN, Ssim.of(new double[0], new double[0], 0, 7));
  }

  private static double[] picture(int height, int width) {
    double[] picture = new double[height * width];
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        picture[y * width + x] = (y * 37 + x * 91 + y * x * 13) % 101 / 100.;
    return picture;
  }
}
