package io.github.robustj.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KSpaceCorruptionsTest {

  private static final float[] SMALL = {1, 5, 2, 8, 3, 4, 9, 7, 0, 6, 2, 2, 8, 5, 1, 7, 3, 6, 4, 9};

  private static Planes small() {
    return Planes.of(Pictures.image(5, 4, 1, 1, (x, y, z, c) -> SMALL[y * 5 + x]));
  }

  /** By the definition, of powers of two, primes and others. */
  @Test
  void theTransformIsThatOfTheDefinition() {
    for (int n : new int[] {1, 2, 3, 4, 5, 7, 8, 12, 31, 35, 64, 97}) {
      Random random = new Random(n);
      double[] re = random.doubles(n).toArray();
      double[] im = random.doubles(n).toArray();
      double[] expectedRe = new double[n];
      double[] expectedIm = new double[n];
      for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++) {
          double angle = -2 * Math.PI * k * i / n;
          expectedRe[k] += re[i] * Math.cos(angle) - im[i] * Math.sin(angle);
          expectedIm[k] += re[i] * Math.sin(angle) + im[i] * Math.cos(angle);
        }
      new Fourier(n).forward(re, im);
      assertArrayEquals(expectedRe, re, 1e-11 * n);
      assertArrayEquals(expectedIm, im, 1e-11 * n);
    }
  }

  /** Two values of numpy.fft.fft2 2.4.6; the energy of Parseval; and back. */
  @Test
  void theTransformOfAnImageIsThatOfNumpyAndIsUndone() {
    double[] re = new double[20];
    double[] im = new double[20];
    double energy = 0;
    for (int i = 0; i < 20; i++) {
      re[i] = SMALL[i];
      energy += SMALL[i] * SMALL[i];
    }
    Fourier.forward(re, im, 5, 4);
    assertEquals(-6.50692064415607, re[5 + 2], 1e-12);
    assertEquals(-2.7931919326991688, im[5 + 2], 1e-12);
    assertEquals(14.470570863118326, re[15 + 1], 1e-12);
    assertEquals(4.69311272058679, im[15 + 1], 1e-12);
    double transformed = 0;
    for (int i = 0; i < 20; i++) transformed += re[i] * re[i] + im[i] * im[i];
    assertEquals(energy, transformed / 20, 1e-10);
    Fourier.inverse(re, im, 5, 4);
    for (int i = 0; i < 20; i++) {
      assertEquals(SMALL[i], re[i], 1e-12);
      assertEquals(0, im[i], 1e-12);
    }
  }

  /** numpy: abs(ifft2(fft2(a) * mask)), mask of |u| <= 1.25 and |v| <= 1. */
  @Test
  void gibbsRingingIsATruncatedKSpace() {
    Planes planes = small();
    KSpaceCorruptions.eachPlane(planes, k -> KSpaceCorruptions.truncate(k, .5));
    float[] expected = {
      4.632624f, 4.189261f, 4.451722f, 5.057295f, 5.169098f,
      3.709017f, 6.639919f, 6.337132f, 3.219098f, 1.594834f,
      3.243769f, 5.272542f, 6.233688f, 4.798936f, 2.951064f,
      4.167376f, 2.821885f, 4.348278f, 6.637132f, 6.525329f
    };
    assertArrayEquals(expected, planes.values()[0], 2e-6f);
  }

  /** The largest overshoot of a truncated step is 8.95 % of it, whatever is kept (Gibbs). */
  @Test
  void aStepOvershootsByNinePerCent() {
    Image halves = Pictures.halves(256, 100, 200);
    float[] ringing = Pictures.pixels(KSpaceCorruptions.GIBBS.apply(halves, 3, null))[0];
    double most = 0;
    for (float v : ringing) most = Math.max(most, v);
    // Between the pixels it is up to 108.95; at them a little less.
    assertTrue(most > 205 && most < 209, most + "");
  }

  @Test
  void whatIsBeyondTheKeptShareIsZero() {
    Image image = Pictures.random(32, 24, 1, 1, 1);
    // Bright enough that the magnitude folds nothing.
    Planes planes = Planes.of(Pictures.image(32, 24, 1, 1, (x, y, z, c) -> 10 + at(image, x, y)));
    KSpaceCorruptions.eachPlane(planes, k -> KSpaceCorruptions.truncate(k, .5));
    double[] re = doubles(planes.values()[0]);
    double[] im = new double[re.length];
    Fourier.forward(re, im, 32, 24);
    for (int i = 0; i < re.length; i++) {
      int u = Math.abs(Fourier.frequency(i % 32, 32));
      int v = Math.abs(Fourier.frequency(i / 32, 24));
      double size = Math.hypot(re[i], im[i]);
      if (u > 8 || v > 6) assertEquals(0, size, 1e-3);
      else assertTrue(size > 1e-3, u + ", " + v);
    }
  }

  private static double at(Image image, int x, int y) {
    return Pictures.pixels(image)[0][y * image.width() + x];
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) result[i] = values[i];
    return result;
  }

  /** Two conjugate points of k-space, each half the amplitude times the number of pixels. */
  @Test
  void aSpikeIsTwoPointsOfKSpace() {
    Image halves = Pictures.halves(32, 500, 600);
    Image worse = KSpaceCorruptions.SPIKE.apply(halves, 2, new SplittableRandom(1));
    double[] re = doubles(Pictures.pixels(worse)[0]);
    for (int i = 0; i < re.length; i++) re[i] -= Pictures.pixels(halves)[0][i];
    double[] im = new double[re.length];
    Fourier.forward(re, im, 32, 32);
    int points = 0;
    for (int i = 0; i < re.length; i++) {
      double size = Math.hypot(re[i], im[i]);
      if (size < .1) continue;
      points++;
      assertEquals(.2 * 100 / 2 * 32 * 32, size, .5);
      int u = Math.abs(Fourier.frequency(i % 32, 32));
      int v = Math.abs(Fourier.frequency(i / 32, 32));
      assertTrue(u >= 1 && u <= 8 && v >= 1 && v <= 8);
    }
    assertEquals(2, points);
  }

  /** A point at line 5 of 24 has ghosts at 5 + 6, 12 and 18 lines, where 4 divides 24. */
  @Test
  void ghostsLieAtPartsOfTheHeight() {
    for (int lines : new int[] {2, 3, 4}) {
      Planes planes =
          Planes.of(Pictures.image(7, 24, 1, 1, (x, y, z, c) -> x == 3 && y == 5 ? 100 : 0));
      KSpaceCorruptions.eachPlane(planes, k -> KSpaceCorruptions.ghosts(k, lines, .15));
      for (int y = 0; y < 24; y++)
        for (int x = 0; x < 7; x++) {
          boolean ghost = x == 3 && Math.floorMod(y - 5, 24 / lines) == 0;
          double expected = !ghost ? 0 : y == 5 ? 100 : 15;
          assertEquals(expected, planes.values()[0][y * 7 + x], 1e-4, lines + " " + x + " " + y);
        }
    }
  }

  /** A move during all of the acquisition, by whole pixels, is that shift and nothing else. */
  @Test
  void aSteadyMoveIsAShift() {
    Planes planes = small();
    double[][] moves = new double[4][];
    Arrays.fill(moves, new double[] {2, 1});
    KSpaceCorruptions.eachPlane(planes, k -> KSpaceCorruptions.move(k, moves));
    for (int y = 0; y < 4; y++)
      for (int x = 0; x < 5; x++)
        assertEquals(SMALL[y * 5 + x], planes.values()[0][(y + 1) % 4 * 5 + (x + 2) % 5], 1e-5);
  }

  /** Phases alone: what a magnitude image holds keeps its energy (Parseval). */
  @Test
  void motionKeepsTheEnergy() {
    Image image = Pictures.random(30, 27, 1, 2, 3);
    Image worse = KSpaceCorruptions.MOTION.apply(image, 5, new SplittableRandom(2));
    for (int p = 0; p < 2; p++) {
      double before = energy(Pictures.pixels(image)[p]);
      double after = energy(Pictures.pixels(worse)[p]);
      assertEquals(before, after, 1e-5 * before);
    }
  }

  private static double energy(float[] values) {
    double sum = 0;
    for (float v : values) sum += v * v;
    return sum;
  }
}
