package io.github.robustj.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Beta;

/** How surely a share is above a bound when {@code k} of {@code n} draws were hits. */
public final class BinomialTail {

  private BinomialTail() {}

  /**
   * The one-sided exact p-value: the probability of at least {@code hits} among {@code draws} that
   * hit with probability {@code share}. By the incomplete beta function, so that small ones keep
   * their digits.
   *
   * @param hits 0 to {@code draws}
   * @param share above 0, below 1
   */
  public static double atLeast(int hits, int draws, double share) {
    if (hits < 0 || hits > draws || !(share > 0 && share < 1))
      throw new IllegalArgumentException(hits + " of " + draws + " at " + share);
    return hits == 0 ? 1 : Beta.regularizedBeta(share, hits, draws - hits + 1.);
  }

  /**
   * The standard normal quantile.
   *
   * @param share above 0, below 1
   */
  public static double quantile(double share) {
    return new NormalDistribution(null, 0, 1).inverseCumulativeProbability(share);
  }
}
