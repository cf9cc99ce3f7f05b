package io.github.robustj.evaluation;

import io.github.robustj.error.RobustJException;
import io.github.robustj.statistics.BinomialTail;
import java.util.stream.IntStream;

/**
 * How the class of a pixel is certified by randomised smoothing (Fischer, Baader and Vechev 2021,
 * "Scalable certified segmentation via randomized smoothing", ICML, algorithm 2 with Holm's test).
 *
 * @param sigma standard deviation of the noise, in normalised intensities; above 0
 * @param selection draws that choose each pixel's class, at least 1
 * @param samples draws that test it, at least 1
 * @param alpha probability that any pixel of a case is certified by mistake; above 0, below 1
 * @param tau share of noisy images above which the class must be seen; at least .5, below 1
 */
public record Smoothing(double sigma, int selection, int samples, double alpha, double tau) {

  /**
   * @throws RobustJException if so few samples can certify nothing
   */
  public Smoothing {
    boolean shares = alpha > 0 && alpha < 1 && tau >= .5 && tau < 1;
    if (!(sigma > 0) || selection < 1 || samples < 1 || !shares)
      throw new IllegalArgumentException(
          sigma + ", " + selection + ", " + samples + ", " + alpha + ", " + tau);
    if (BinomialTail.atLeast(samples, samples, tau) > alpha)
      throw new RobustJException(
          "With %d certificate_samples no pixel can be certified at certificate_alpha %s and certificate_tau %s; give more samples."
              .formatted(samples, alpha, tau));
  }

  /**
   * Length in L2, in normalised intensities, of the changes of a slice that cannot change the class
   * of any certified pixel.
   */
  public double radius() {
    return sigma * BinomialTail.quantile(tau);
  }

  /** The p-value of each number of hits, 0 to {@link #samples}. */
  double[] pValues() {
    return IntStream.rangeClosed(0, samples)
        .mapToDouble(hits -> BinomialTail.atLeast(hits, samples, tau))
        .toArray();
  }
}
