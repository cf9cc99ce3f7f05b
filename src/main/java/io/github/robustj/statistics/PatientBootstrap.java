package io.github.robustj.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Intervals of 95 % by the bias-corrected and accelerated bootstrap (BCa; Efron 1987, "Better
 * bootstrap confidence intervals"; Efron and Tibshirani 1993, chapter 14): patients are drawn with
 * replacement, as many as there are, and all that was measured on one moves together. The
 * acceleration is that of a jackknife over patients.
 *
 * <p>What it cannot know is what it has not seen: of few patients (under ten or so) the interval is
 * too narrow, and of patients who all have the same value it has no width.
 *
 * @param patients how many there are
 * @param draws samples of patients, at least 1
 * @param seed the same one gives the same interval
 */
public record PatientBootstrap(int patients, int draws, long seed) {

  /** Ends of the interval are then uncertain by about a fiftieth of its width. */
  public static final int DRAWS = 5000;

  private static final double CONFIDENCE = .95;

  /** Means of equal values differ by this share of them, for sums are rounded. */
  private static final double ROUNDING = 1e-12;

  /** Of so few patients most of the samples are drawn again and again: of four there are 35. */
  private static final int FEW = 8;

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  public PatientBootstrap {
    if (patients < 0 || draws < 1)
      throw new IllegalArgumentException(patients + " patients, " + draws + " draws");
  }

  /** With the usual number of draws, always the same ones. */
  public PatientBootstrap(int patients) {
    this(patients, DRAWS, 1);
  }

  /** What is measured on a sample of the patients. */
  @FunctionalInterface
  public interface Statistic {

    /**
     * @param times how often each patient is in the sample; not to be changed
     * @return NaN if the sample does not tell
     */
    double of(int[] times);
  }

  /**
   * Estimates of several statistics from the same samples.
   *
   * @return in the order of the statistics. The interval is unknown where fewer than two patients
   *     tell anything. Samples that do not tell (as those without a patient who has a tumour) are
   *     left out.
   */
  public List<Estimate> of(List<Statistic> statistics) {
    double[][] values = new double[statistics.size()][draws];
    SplittableRandom random = new SplittableRandom(seed);
    int[] times = new int[patients];
    Map<Long, Integer> drawn = new HashMap<>();
    for (int draw = 0; draw < draws && patients > 1; draw++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < patients; i++) times[random.nextInt(patients)]++;
      Integer same = patients > FEW ? null : drawn.putIfAbsent(key(times), draw);
      for (int s = 0; s < values.length; s++)
        values[s][draw] = same == null ? statistics.get(s).of(times) : values[s][same];
    }
    Estimate[] estimates = new Estimate[values.length];
    Arrays.setAll(estimates, s -> estimate(statistics.get(s), values[s]));
    return List.of(estimates);
  }

  /** The sample as a number of as many digits as there are patients. */
  private static long key(int[] times) {
    long key = 0;
    for (int count : times) key = key * (FEW + 1) + count;
    return key;
  }

  private Estimate estimate(Statistic statistic, double[] values) {
    int[] once = new int[patients];
    Arrays.fill(once, 1);
    double value = statistic.of(once);
    if (patients < 2 || Double.isNaN(value)) return new Estimate(value);
    double[] left = leftOut(statistic, once);
    // Without whom nothing is left to measure is the only witness.
    if (DoubleStream.of(left).anyMatch(Double::isNaN)) return new Estimate(value);
    double[] sorted = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return new Estimate(value, interval(value, sorted, acceleration(left)));
  }

  /** The values without each patient in turn. */
  private double[] leftOut(Statistic statistic, int[] times) {
    double[] left = new double[patients];
    for (int i = 0; i < patients; i++) {
      times[i] = 0;
      left[i] = statistic.of(times);
      times[i] = 1;
    }
    return left;
  }

  /** Efron 1987, formula 6.6: a sixth of the skewness of the jackknife; 0 if all are equal. */
  static double acceleration(double[] left) {
    double mean = DoubleStream.of(left).average().orElseThrow();
    double squares = 0;
    double cubes = 0;
    for (double value : left) {
      double influence = mean - value;
      squares += influence * influence;
      cubes += influence * influence * influence;
    }
    return squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
  }

  /**
   * @param sorted values of the samples, rising
   */
  static Interval interval(double value, double[] sorted, double acceleration) {
    if (sorted.length == 0) return Interval.UNKNOWN;
    double range = sorted[sorted.length - 1] - sorted[0];
    if (range <= ROUNDING * Math.abs(value)) return new Interval(value, value);
    double below = share(value, sorted);
    // The normal quantile of 0 and 1 is infinite.
    if (below == 0 || below == 1) return new Interval(sorted[0], sorted[sorted.length - 1]);
    double bias = NORMAL.inverseCumulativeProbability(below);
    double tail = (1 - CONFIDENCE) / 2;
    return new Interval(
        quantile(sorted, level(bias, acceleration, tail)),
        quantile(sorted, level(bias, acceleration, 1 - tail)));
  }

  /** Below the value; equal ones count half. */
  private static double share(double value, double[] sorted) {
    double below = 0;
    for (double v : sorted) below += v < value ? 1 : v == value ? .5 : 0;
    return below / sorted.length;
  }

  /** Which quantile of the samples is the end of the interval. */
  private static double level(double bias, double acceleration, double tail) {
    double z = bias + NORMAL.inverseCumulativeProbability(tail);
    return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
  }

  /** Linear between neighbours (definition 7 of Hyndman and Fan 1996). */
  private static double quantile(double[] sorted, double level) {
    double place = level * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
