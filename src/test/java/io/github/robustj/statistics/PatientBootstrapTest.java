package io.github.robustj.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class PatientBootstrapTest {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  @Test
  void agreesWithScipy() {
    double[] x = {.91, .85, .88, .42, .79, .93, .66, .87, .9, .74, .81, .35};
    Estimate mean = one(CaseMean.of(x, each(12), 12));
    // scipy 1.17.1, bootstrap((x,), mean, n_resamples=200000, method='BCa'): .6225 .8408.
    // With 5000 draws an end is uncertain by .004 (standard error, from the normal density), four
    // times in which all fall.
    assertEquals(.7591667, mean.value(), 1e-7);
    assertEquals(.6225, mean.interval().low(), .016);
    assertEquals(.8408, mean.interval().high(), .010);
    assertFalse(mean.interval().low() < .60, "the plain percentile interval has no skew");
  }

  @Test
  void casesOfOnePatientMoveTogether() {
    double[] values = {.9, .8, .85, .4, .7, .72, .95, .9, .93, .91, .6, .88, .5};
    int[] patient = {0, 0, 0, 1, 2, 2, 3, 3, 3, 3, 4, 5, 5};
    Estimate mean = one(CaseMean.of(values, patient, 6));
    // scipy, bootstrap((sums, counts), ratio, paired=True, n_resamples=200000, method='BCa'):
    // .6400 .8795
    assertEquals(.7723077, mean.value(), 1e-7);
    assertEquals(.6400, mean.interval().low(), .015);
    assertEquals(.8795, mean.interval().high(), .010);
  }

  @Test
  void doublingEveryCaseAddsNoEvidence() {
    double[] values = {.9, .8, .4, .7, .6};
    double[] doubled = {.9, .9, .8, .8, .4, .4, .7, .7, .6, .6};
    Estimate single = one(CaseMean.of(values, each(5), 5));
    Estimate twice = one(CaseMean.of(doubled, new int[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4}, 5));
    assertEquals(single.interval().low(), twice.interval().low(), 1e-12);
    assertEquals(single.interval().high(), twice.interval().high(), 1e-12);
  }

  /** All n^n samples have the same chance; the interval follows from them without any draw. */
  @Test
  void drawsComeCloseToTheExactDistribution() {
    for (int n = 3; n <= 5; n++) {
      double[] x = Arrays.copyOf(new double[] {.2, .55, .6, .93, .71}, n);
      double[] all = allMeans(x);
      double mean = Arrays.stream(x).average().orElseThrow();
      double[] left = new double[n];
      for (int i = 0; i < n; i++) left[i] = (mean * n - x[i]) / (n - 1);
      Interval exact = PatientBootstrap.interval(mean, all, PatientBootstrap.acceleration(left));
      Interval drawn =
          new PatientBootstrap(n, 100_000, 3)
              .of(List.of(CaseMean.of(x, each(n), n)))
              .get(0)
              .interval();
      // The distribution is a staircase, on which a quantile may move by one stair; the second from
      // either end holds n of the n^n samples.
      double stair = Math.max(.01, Math.pow(n, 1 - n));
      assertEquals(place(exact.low(), all), place(drawn.low(), all), stair, "n = " + n);
      assertEquals(place(exact.high(), all), place(drawn.high(), all), stair, "n = " + n);
    }
  }

  /** Of four patients there are 35 samples; each, all of them and all but one are measured. */
  @Test
  void aSampleIsMeasuredOnce() {
    Set<List<Integer>> measured = new HashSet<>();
    int[] calls = new int[1];
    PatientBootstrap.Statistic mean = CaseMean.of(new double[] {.2, .55, .6, .93}, each(4), 4);
    PatientBootstrap.Statistic counting =
        times -> {
          calls[0]++;
          measured.add(IntStream.of(times).boxed().toList());
          return mean.of(times);
        };
    one(counting, 4);
    assertEquals(35 + 4, measured.size());
    assertEquals(35 + 1 + 4, calls[0]);
  }

  /** Of many patients the mean is normal: 1.96 standard errors either way. */
  @Test
  void normalTheoryOfManyPatients() {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = IntStream.range(0, 400).mapToDouble(i -> random.nextGaussian()).toArray();
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / 400;
    double half = NORMAL.inverseCumulativeProbability(.975) * Math.sqrt(variance / 400);
    Interval interval = one(CaseMean.of(x, each(400), 400)).interval();
    // Ends of 5000 draws have a standard error of .0535 standard deviations, here .0027.
    assertEquals(mean - half, interval.low(), .011);
    assertEquals(mean + half, interval.high(), .011);
  }

  /** Of skew data (exponential, mean 1) nine or so in ten intervals of 30 hold the truth. */
  @Test
  void holdsTheTruthAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(7);
    int held = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      double[] x =
          IntStream.range(0, 30).mapToDouble(i -> -Math.log1p(-random.nextDouble())).toArray();
      PatientBootstrap bootstrap = new PatientBootstrap(30, 1000, run);
      if (bootstrap.of(List.of(CaseMean.of(x, each(30), 30))).get(0).interval().contains(1)) held++;
    }
    // BCa of an exponential mean, n = 30, covers .93 (Efron and Tibshirani 1993 find the same
    // shortfall); four standard errors of 400 runs are .05.
    assertEquals(.93, (double) held / runs, .05);
  }

  @Test
  void ofOnePatientNothingIsKnown() {
    Estimate mean = one(CaseMean.of(new double[] {.5, .7}, new int[] {0, 0}, 1));
    assertEquals(.6, mean.value(), 1e-12);
    assertFalse(mean.interval().isKnown());
    assertFalse(one(new CaseMean(new double[0], new int[0])).interval().isKnown());
  }

  @Test
  void aSingleWitnessAmongManyPatientsGivesNoInterval() {
    double[] values = {Double.NaN, .7, Double.NaN};
    Estimate mean = one(CaseMean.of(values, each(3), 3));
    assertEquals(.7, mean.value());
    assertFalse(mean.interval().isKnown());
  }

  @Test
  void casesWithoutAValueCountNowhere() {
    Estimate with = one(CaseMean.of(new double[] {.5, Double.NaN, .7, .8}, each(4), 4));
    assertEquals(2 / 3., with.value(), 1e-12);
    assertTrue(with.interval().isKnown());
    assertTrue(
        Double.isNaN(one(CaseMean.of(new double[] {Double.NaN, Double.NaN}, each(2), 2)).value()));
  }

  @Test
  void equalValuesHaveNoWidth() {
    double[] equal = new double[7];
    Arrays.fill(equal, .1);
    Estimate mean = one(CaseMean.of(equal, each(7), 7));
    assertEquals(new Interval(mean.value(), mean.value()), mean.interval());
  }

  @Test
  void theAreaOfALineIsItsMiddle() {
    // 1 - x and 1 - 2 x over 0 .. .5 have the means .75 and .5.
    List<CaseMean> heights =
        List.of(
            CaseMean.of(new double[] {1, 1}, each(2), 2),
            CaseMean.of(new double[] {.9, .8}, each(2), 2),
            CaseMean.of(new double[] {.5, 0}, each(2), 2));
    PatientBootstrap.Statistic area = CaseMean.area(new double[] {0, .1, .5}, heights);
    assertEquals(.75, area.of(new int[] {1, 0}), 1e-12);
    assertEquals(.5, area.of(new int[] {0, 1}), 1e-12);
    assertEquals(.625, one(area, 2).value(), 1e-12);
  }

  @Test
  void sameSeedSameInterval() {
    CaseMean mean = CaseMean.of(new double[] {.1, .5, .2, .8, .9, .4}, each(6), 6);
    assertEquals(one(mean), one(mean));
    // Also among other statistics.
    assertEquals(one(mean), new PatientBootstrap(6).of(List.of(times -> times[0], mean)).get(1));
  }

  private static Estimate one(CaseMean mean) {
    return one(mean, mean.counts().length);
  }

  private static Estimate one(PatientBootstrap.Statistic statistic, int patients) {
    return new PatientBootstrap(patients).of(List.of(statistic)).get(0);
  }

  private static int[] each(int n) {
    return IntStream.range(0, n).toArray();
  }

  /** The share of samples below, between two of them in proportion. */
  private static double place(double value, double[] sorted) {
    double below = Arrays.stream(sorted).filter(v -> v < value - 1e-9).count();
    double up = Arrays.stream(sorted).filter(v -> v <= value + 1e-9).count();
    return (below + up) / 2 / sorted.length;
  }

  private static double[] allMeans(double[] x) {
    int n = x.length;
    int all = (int) Math.pow(n, n);
    double[] means = new double[all];
    for (int code = 0; code < all; code++) {
      int rest = code;
      for (int i = 0; i < n; i++, rest /= n) means[code] += x[rest % n] / n;
    }
    Arrays.sort(means);
    return means;
  }
}
