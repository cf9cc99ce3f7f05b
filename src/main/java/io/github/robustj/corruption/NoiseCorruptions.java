package io.github.robustj.corruption;

import static io.github.robustj.corruption.Corruption.Modality.MICROSCOPY;
import static io.github.robustj.corruption.Corruption.Modality.MR;
import static io.github.robustj.corruption.Corruption.Modality.ULTRASOUND;

import io.github.robustj.corruption.Planes.Range;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Noise of detectors: each pixel of each channel and slice on its own. */
final class NoiseCorruptions {

  /** Photons from which on the skewness of their number, a root of 1 / MANY, is below .01. */
  private static final double MANY = 10_000;

  private static final List<Double> SHARES = List.of(.03, .06, .09, .13, .18);

  static final Corruption GAUSSIAN =
      new Corruption(
          "gaussian_noise",
          "Gaussian noise",
          "x + sigma n, n standard normal (Hendrycks and Dietterich 2019, arXiv:1903.12261)",
          "sigma as a share of the robust range",
          SHARES,
          Set.of(MR, MICROSCOPY, ULTRASOUND),
          0,
          NoiseCorruptions::gaussian);

  static final Corruption RICIAN =
      new Corruption(
          "rician_noise",
          "Rician noise",
          "sqrt((x + sigma n1)^2 + (sigma n2)^2), the magnitude of complex noise (Gudbjartsson and Patz 1995, doi:10.1002/mrm.1910340618)",
          "sigma as a share of the robust range",
          SHARES,
          Set.of(MR),
          0,
          NoiseCorruptions::rician);

  static final Corruption POISSON =
      new Corruption(
          "poisson_noise",
          "Poisson noise",
          "P(N x) / N with N photons at the percentile 99.5 (photon counting)",
          "photons at the percentile 99.5",
          List.of(200., 100., 50., 25., 12.),
          Set.of(MICROSCOPY),
          0,
          NoiseCorruptions::poisson);

  static final Corruption SPECKLE =
      new Corruption(
          "speckle",
          "Speckle",
          "x (1 + sigma n), n standard normal (Hendrycks and Dietterich 2019); not correlated between pixels",
          "sigma as a share of the pixel's own signal",
          List.of(.1, .2, .3, .4, .5),
          Set.of(ULTRASOUND),
          0,
          NoiseCorruptions::speckle);

  private NoiseCorruptions() {}

  static void gaussian(Planes planes, double share, RandomGenerator random) {
    planes.map((v, x, y, z, range) -> v + share * range.width() * random.nextGaussian());
  }

  static void rician(Planes planes, double share, RandomGenerator random) {
    planes.map((v, x, y, z, range) -> rician(v, share * range.width(), range.zero(), random));
  }

  private static double rician(double v, double sigma, double zero, RandomGenerator random) {
    double real = v - zero + sigma * random.nextGaussian();
    double imaginary = sigma * random.nextGaussian();
    return zero + Math.hypot(real, imaginary);
  }

  static void poisson(Planes planes, double photons, RandomGenerator random) {
    planes.map((v, x, y, z, range) -> poisson(v, photons, range, random));
  }

  private static double poisson(double v, double photons, Range range, RandomGenerator random) {
    double top = range.low() + range.width() - range.zero();
    if (top <= 0) return v;
    return range.zero() + count(photons * (v - range.zero()) / top, random) * top / photons;
  }

  /**
   * A Poisson number of this mean: how many exponential waits fit in it (Knuth), in parts. Each
   * photon takes its time, so a hot pixel, which may be far above the percentile, gets the normal
   * number that the Poisson one tends to.
   */
  static double count(double mean, RandomGenerator random) {
    if (mean > MANY) return Math.rint(mean + Math.sqrt(mean) * random.nextGaussian());
    double count = 0;
    // exp(-mean) of large means is 0 in double precision; Poisson numbers of parts add up.
    for (double left = mean; left > 0; left -= 500) {
      double limit = Math.exp(-Math.min(left, 500));
      for (double product = random.nextDouble(); product > limit; product *= random.nextDouble())
        count++;
    }
    return count;
  }

  static void speckle(Planes planes, double sigma, RandomGenerator random) {
    planes.map((v, x, y, z, range) -> v + (v - range.zero()) * sigma * random.nextGaussian());
  }
}
