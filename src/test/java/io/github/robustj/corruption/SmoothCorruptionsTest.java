package io.github.robustj.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Intensities, blur and downsampling against their formulas. */
class SmoothCorruptionsTest {

  private static float[] worse(Corruption corruption, Image image, int severity, long seed) {
    return Pictures.pixels(corruption.apply(image, severity, new SplittableRandom(seed)))[0];
  }

  /** The field is the result on an image of ones. */
  @Test
  void theBiasFieldIsBoundedReachesItsBoundAndIsSmooth() {
    Image ones = Pictures.image(40, 30, 1, 5, (x, y, z, c) -> 1);
    for (int seed = 0; seed < 5; seed++) {
      Image field = IntensityCorruptions.BIAS_FIELD.apply(ones, 4, new SplittableRandom(seed));
      double most = 0;
      for (float[] plane : Pictures.pixels(field))
        for (int i = 0; i < plane.length; i++) {
          double log = Math.log(plane[i]);
          assertTrue(Math.abs(log) <= .45 + 1e-6);
          most = Math.max(most, Math.abs(log));
          // A cubic of at most .45 on [-1, 1] has a slope of at most 9 times that (Markov).
          if (i % 40 > 0) assertTrue(Math.abs(log - Math.log(plane[i - 1])) < 9 * .45 * 2 / 39);
        }
      assertEquals(.45, most, 1e-6);
    }
  }

  /** The fourth differences of a cubic are 0, along every axis. */
  @Test
  void theLogarithmOfTheBiasFieldIsACubic() {
    Image ones = Pictures.image(9, 8, 1, 7, (x, y, z, c) -> 1);
    float[][] field =
        Pictures.pixels(IntensityCorruptions.BIAS_FIELD.apply(ones, 5, new SplittableRandom(1)));
    double[] binomial = {1, -4, 6, -4, 1};
    double[] sums = new double[3];
    for (int k = 0; k < 5; k++) {
      sums[0] += binomial[k] * Math.log(field[2][3 * 9 + 1 + k]);
      sums[1] += binomial[k] * Math.log(field[2][(1 + k) * 9 + 4]);
      sums[2] += binomial[k] * Math.log(field[1 + k][3 * 9 + 4]);
    }
    assertArrayEquals(new double[3], sums, 1e-5);
  }

  @Test
  void gammaKeepsTheEndsOfTheRangeAndBendsBetween() {
    Image ramp = Pictures.image(201, 1, 1, 1, (x, y, z, c) -> 50 + x);
    // Percentiles .5 and 99.5 of 201 values in steps of one: 51 and 249.
    boolean[] seen = new boolean[2];
    for (int seed = 0; seed < 8; seed++) {
      float[] bent = worse(IntensityCorruptions.GAMMA, ramp, 4, seed);
      double exponent = bent[100] < 150 ? 2 : .5;
      seen[exponent > 1 ? 0 : 1] = true;
      assertEquals(51, bent[1], 1e-4);
      assertEquals(249, bent[199], 1e-4);
      assertEquals(51 + 198 * Math.pow(49 / 198., exponent), bent[50], 1e-4);
      assertEquals(50, bent[0], 1e-4);
    }
    assertTrue(seen[0] && seen[1]);
  }

  @Test
  void contrastShrinksTowardsTheMean() {
    float[] flat = worse(IntensityCorruptions.CONTRAST, Pictures.halves(10, 100, 300), 3, 1);
    assertEquals(150, flat[0], 1e-4);
    assertEquals(250, flat[9], 1e-4);
  }

  @Test
  void illuminationFallsFromOneToItsShareAtACorner() {
    Image ones = Pictures.image(60, 40, 1, 1, (x, y, z, c) -> 1);
    float[] field = worse(IntensityCorruptions.ILLUMINATION, ones, 3, 1);
    double least = 1;
    double most = 0;
    for (float v : field) {
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    assertEquals(.5, least, 1e-6);
    // The middle lies within half a pixel of one.
    assertEquals(1, most, 1e-3);
    assertEquals(
        least, Math.min(Math.min(field[0], field[59]), Math.min(field[39 * 60], field[2399])), 0);
  }

  @Test
  void aShadowLiesBelowItsDepthOnly() {
    Image ones = Pictures.image(100, 80, 1, 1, (x, y, z, c) -> 1);
    float[] field = worse(IntensityCorruptions.SHADOW, ones, 5, 2);
    double least = 1;
    for (int x = 0; x < 100; x++) {
      for (int y = 0; y < 8; y++) assertEquals(1, field[y * 100 + x], 0);
      // Below, no row differs from the last.
      for (int y = 60; y < 80; y++) assertEquals(field[79 * 100 + x], field[y * 100 + x], 0);
      least = Math.min(least, field[79 * 100 + x]);
    }
    assertEquals(.1, least, .002);
  }

  /** scipy.ndimage.gaussian_filter(a, 1, mode="reflect", truncate=4) of 1.17.1. */
  @Test
  void blurIsThatOfScipy() {
    float[] a = {1, 5, 2, 8, 3, 4, 9, 7, 0, 6, 2, 2, 8, 5, 1, 7, 3, 6, 4, 9};
    float[] expected = {
      3.291241f, 4.247164f, 4.641971f, 4.582898f, 4.297036f,
      3.855306f, 4.762431f, 4.997452f, 4.449594f, 4.100835f,
      4.152123f, 4.706322f, 5.118349f, 4.762218f, 4.512912f,
      4.721316f, 4.664709f, 5.061677f, 5.344132f, 5.730314f
    };
    Image image = Pictures.image(5, 4, 1, 1, (x, y, z, c) -> a[y * 5 + x]);
    assertArrayEquals(expected, worse(OpticalCorruptions.BLUR, image, 2, 1), 2e-6f);
  }

  /** Of sum 1 and symmetric; inside 1 / area, since the disk covers those pixels whole. */
  @Test
  void theDiskHasItsArea() {
    for (double radius : new double[] {1, 2, 3, 4, 6}) {
      double[][] disk = OpticalCorruptions.disk(radius);
      double sum = 0;
      int last = disk.length - 1;
      for (int y = 0; y <= last; y++)
        for (int x = 0; x <= last; x++) {
          sum += disk[y][x];
          assertEquals(disk[y][x], disk[x][last - y], 1e-15);
        }
      assertEquals(1, sum, 1e-12);
      // A grid of 16 x 16 places per pixel counts the area of radius 1 within 1 %.
      assertEquals(1 / (Math.PI * radius * radius), disk[last / 2][last / 2], .01 / radius);
    }
  }

  @Test
  void defocusOfAPointIsTheDiskAndKeepsTheMean() {
    Image point = Pictures.image(21, 21, 1, 1, (x, y, z, c) -> x == 10 && y == 10 ? 1000 : 0);
    float[] spread = worse(OpticalCorruptions.DEFOCUS, point, 3, 1);
    double[][] disk = OpticalCorruptions.disk(3);
    for (int y = 0; y < disk.length; y++)
      for (int x = 0; x < disk.length; x++)
        assertEquals(
            1000 * disk[y][x],
            spread[(10 + y - disk.length / 2) * 21 + 10 + x - disk.length / 2],
            1e-3);
    double sum = 0;
    for (float v : spread) sum += v;
    assertEquals(1000, sum, 1e-2);
  }

  @Test
  void downsamplingByTwoMakesMeansAndLinesBetweenThem() {
    // Blocks of 2 x 2 with means 1, 3, 5, 7 along x.
    Image image = Pictures.image(8, 4, 1, 1, (x, y, z, c) -> x + .5);
    float[] coarse = worse(OpticalCorruptions.DOWNSAMPLING, image, 2, 1);
    // Middles of blocks lie at 1, 3, 5, 7 pixels; pixel 3 has its middle at 3.5.
    assertEquals(3.5, coarse[3], 1e-5);
    assertEquals(4.5, coarse[4], 1e-5);
    // Beyond the outermost middle there is no line.
    assertEquals(1, coarse[0], 1e-5);
    Random random = new Random(1);
    Image noisy = Pictures.image(12, 12, 1, 1, (x, y, z, c) -> random.nextDouble());
    double mean = 0;
    for (float v : Pictures.pixels(noisy)[0]) mean += v / 144;
    double after = 0;
    for (float v : worse(OpticalCorruptions.DOWNSAMPLING, noisy, 5, 1)) after += v / 144;
    assertEquals(mean, after, .05);
  }
}
