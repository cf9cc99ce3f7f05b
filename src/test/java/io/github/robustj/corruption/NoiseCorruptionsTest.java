package io.github.robustj.corruption;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Image;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Moments of the noise against those of its distribution. */
class NoiseCorruptionsTest {

  private static final int SIDE = 400;

  /** Of 80 000 draws: means vary by .0035 deviations, deviations by .25 %; four of these. */
  private static final double MEAN_TOLERANCE = .014;

  private static final double DEVIATION_TOLERANCE = .01;

  private record Moments(double mean, double deviation) {}

  /** Of the left or right half. */
  private static Moments moments(Image image, boolean right) {
    float[] pixels = Pictures.pixels(image)[0];
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < pixels.length; i++)
      if (i % SIDE >= SIDE / 2 == right) {
        sum += pixels[i];
        squares += (double) pixels[i] * pixels[i];
        n++;
      }
    return new Moments(sum / n, Math.sqrt(squares / n - sum / n * sum / n));
  }

  private static Image worse(Corruption corruption, Image image, int severity) {
    return corruption.apply(image, severity, new SplittableRandom(7));
  }

  @Test
  void gaussianNoiseHasTheShareOfTheRangeAsDeviation() {
    Image halves = Pictures.halves(SIDE, 100, 300);
    Moments left = moments(worse(NoiseCorruptions.GAUSSIAN, halves, 2), false);
    double sigma = .06 * 200;
    assertEquals(100, left.mean(), MEAN_TOLERANCE * sigma);
    assertEquals(sigma, left.deviation(), DEVIATION_TOLERANCE * sigma);
  }

  /** scipy.stats.rice(b).mean() and .std() of 1.17.1 for b = 0 and 3 (in sigma). */
  @Test
  void ricianNoiseHasTheMomentsOfItsDistribution() {
    double sigma = .18 * 100;
    // The range is 100, so that the right half is at 100 / 18 sigma; the left one at none.
    Image halves = Pictures.halves(SIDE, 0, 100);
    Moments background = moments(worse(NoiseCorruptions.RICIAN, halves, 5), false);
    assertEquals(1.2533141 * sigma, background.mean(), MEAN_TOLERANCE * sigma);
    assertEquals(.6551364 * sigma, background.deviation(), DEVIATION_TOLERANCE * sigma);
    // At 3 sigma: low and high are 3 sigma and that plus the range.
    Image three = Pictures.halves(SIDE, 54, 154);
    Moments signal = moments(worse(NoiseCorruptions.RICIAN, three, 5), false);
    assertEquals(3.1725773 * sigma, signal.mean(), MEAN_TOLERANCE * sigma);
    assertEquals(.9668264 * sigma, signal.deviation(), DEVIATION_TOLERANCE * sigma);
  }

  /** Variance is mean, in photons: also where the signal is a quarter of the brightest. */
  @Test
  void poissonNoiseHasItsMeanAsVariance() {
    Image halves = Pictures.halves(SIDE, 250, 1000);
    Image noisy = worse(NoiseCorruptions.POISSON, halves, 2);
    double perPhoton = 1000 / 100.;
    Moments bright = moments(noisy, true);
    assertEquals(100, bright.mean() / perPhoton, MEAN_TOLERANCE * 10);
    assertEquals(10, bright.deviation() / perPhoton, DEVIATION_TOLERANCE * 10);
    Moments dark = moments(noisy, false);
    assertEquals(25, dark.mean() / perPhoton, MEAN_TOLERANCE * 5);
    assertEquals(5, dark.deviation() / perPhoton, DEVIATION_TOLERANCE * 5);
  }

  @Test
  void largePoissonNumbersAreMadeOfParts() {
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    for (int i = 0; i < 2000; i++) sum += NoiseCorruptions.count(1750, random);
    // The mean of 2000 has a deviation of sqrt(1750 / 2000) = .94; four of these.
    assertEquals(1750, sum / 2000, 3.8);
    assertEquals(0, NoiseCorruptions.count(0, random));
  }

  /** Mean and variance are both the expected number; four standard errors are allowed. */
  @Test
  void manyPhotonsTakeNoLongerThanFew() {
    SplittableRandom random = new SplittableRandom(2);
    double many = 1e12;
    double sum = 0;
    double squares = 0;
    int draws = 4000;
    for (int i = 0; i < draws; i++) {
      double off = NoiseCorruptions.count(many, random) - many;
      sum += off;
      squares += off * off;
    }
    assertEquals(0, sum / draws, 4 * Math.sqrt(many / draws));
    assertEquals(1, squares / draws / many, 4 * Math.sqrt(2. / draws));
  }

  @Test
  void speckleIsProportionalToTheSignal() {
    Image noisy = worse(NoiseCorruptions.SPECKLE, Pictures.halves(SIDE, 50, 200), 3);
    for (boolean right : new boolean[] {false, true}) {
      double signal = right ? 200 : 50;
      Moments m = moments(noisy, right);
      assertEquals(signal, m.mean(), MEAN_TOLERANCE * .3 * signal);
      assertEquals(.3 * signal, m.deviation(), DEVIATION_TOLERANCE * .3 * signal);
    }
  }
}
