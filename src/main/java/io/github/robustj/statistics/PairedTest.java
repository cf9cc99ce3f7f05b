package io.github.robustj.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Whether two models differ on the same patients, told from the difference of each. Two-sided: a
 * small p says that so large a difference, either way, is rare if the models are alike.
 *
 * @param p 0 to 1; 1 where no patient differs, NaN without any patient
 * @param patients whose differences count
 * @param exact whether all outcomes were counted; else p is an approximation
 */
public record PairedTest(double p, int patients, boolean exact) {

  /** Up to so many differences the distribution of the rank sum is counted out. */
  private static final int EXACT_RANKS = 50;

  /** Up to so many all signs are tried, a million of them. */
  private static final int EXACT_SIGNS = 20;

  private static final int DRAWS = 100_000;

  /** Sums of the same numbers in another order differ by this share of their size. */
  private static final double ROUNDING = 1e-12;

  /**
   * The signed-rank test of Wilcoxon (1945). Differences of 0 are left out, as he did; equal ones
   * share the mean of their ranks. Up to 50 differences p is counted from all signs of these very
   * ranks; beyond from the normal distribution with the variance corrected for ties and half a rank
   * for continuity (Hollander and Wolfe 1999, section 3.1).
   *
   * @param differences one per patient, NaN for none
   */
  public static PairedTest signedRank(double[] differences) {
    double[] counted = numbers(differences);
    double[] some = DoubleStream.of(counted).filter(d -> d != 0).toArray();
    if (some.length == 0) return new PairedTest(counted.length == 0 ? Double.NaN : 1, 0, true);
    double[] sizes = DoubleStream.of(some).map(Math::abs).toArray();
    int[] doubled =
        DoubleStream.of(new NaturalRanking(TiesStrategy.AVERAGE).rank(sizes))
            .mapToInt(rank -> (int) Math.round(2 * rank))
            .toArray();
    int positive =
        IntStream.range(0, some.length).filter(i -> some[i] > 0).map(i -> doubled[i]).sum();
    return some.length <= EXACT_RANKS
        ? new PairedTest(exact(doubled, positive), some.length, true)
        : new PairedTest(normal(doubled, positive), some.length, false);
  }

  /** Twice the smaller tail of the sum of the positive ranks, all doubled so as to be whole. */
  private static double exact(int[] ranks, int positive) {
    double[] share = new double[IntStream.of(ranks).sum() + 1];
    share[0] = 1;
    int highest = 0;
    for (int rank : ranks) {
      for (int sum = highest; sum >= 0; sum--) {
        share[sum] /= 2;
        share[sum + rank] += share[sum];
      }
      highest += rank;
    }
    double below = Arrays.stream(share, 0, positive + 1).sum();
    double above = Arrays.stream(share, positive, share.length).sum();
    return Math.min(1, 2 * Math.min(below, above));
  }

  private static double normal(int[] ranks, int positive) {
    double squares = IntStream.of(ranks).mapToDouble(rank -> rank / 2. * rank / 2.).sum();
    double mean = IntStream.of(ranks).sum() / 4.;
    double beyond = Math.max(0, Math.abs(positive / 2. - mean) - .5);
    double z = beyond / Math.sqrt(squares / 4);
    return 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-z);
  }

  /**
   * The permutation test of Fisher (1935, section 21) on the mean difference: how often it is as
   * large if each difference may as well have the other sign. Up to 20 differences that are not 0
   * all signs are tried; beyond 100 000 random ones, with the signs as they are as one more.
   *
   * @param differences one per patient, NaN for none
   * @param seed of the random signs; the same one gives the same p
   */
  public static PairedTest signFlip(double[] differences, long seed) {
    double[] counted = numbers(differences);
    double[] some = DoubleStream.of(counted).filter(d -> d != 0).toArray();
    if (some.length == 0) return new PairedTest(counted.length == 0 ? Double.NaN : 1, 0, true);
    double size = DoubleStream.of(some).map(Math::abs).sum();
    double least = Math.abs(DoubleStream.of(some).sum()) - ROUNDING * size;
    return some.length <= EXACT_SIGNS
        ? new PairedTest(allSigns(some, least), some.length, true)
        : new PairedTest(randomSigns(some, least, seed), some.length, false);
  }

  /** In the order of the Gray code, in which from one outcome to the next one sign changes. */
  private static double allSigns(double[] differences, double least) {
    int all = 1 << differences.length;
    double[] signed = differences.clone();
    double sum = DoubleStream.of(signed).sum();
    int asLarge = 0;
    for (int i = 1; i <= all; i++) {
      if (Math.abs(sum) >= least) asLarge++;
      int flipped = Math.min(Integer.numberOfTrailingZeros(i), differences.length - 1);
      signed[flipped] = -signed[flipped];
      sum += 2 * signed[flipped];
    }
    return (double) asLarge / all;
  }

  private static double randomSigns(double[] differences, double least, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int asLarge = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (double difference : differences) sum += random.nextBoolean() ? difference : -difference;
      if (Math.abs(sum) >= least) asLarge++;
    }
    return asLarge / (DRAWS + 1.);
  }

  /**
   * The probabilities of several tests, made larger so that the chance of a single false alarm
   * among all of them stays below the level that they are held against (Holm 1979).
   *
   * @param p of each test, NaN for none, which does not count
   * @return in the same order, none below its {@code p}, 1 at most
   */
  public static double[] holm(double[] p) {
    int[] rising =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted((a, b) -> Double.compare(p[a], p[b]))
            .mapToInt(i -> i)
            .toArray();
    double[] adjusted = p.clone();
    double largest = 0;
    for (int i = 0; i < rising.length; i++) {
      largest = Math.max(largest, Math.min(1, (rising.length - i) * p[rising[i]]));
      adjusted[rising[i]] = largest;
    }
    return adjusted;
  }

  private static double[] numbers(double[] differences) {
    return DoubleStream.of(differences).filter(d -> !Double.isNaN(d)).toArray();
  }
}
