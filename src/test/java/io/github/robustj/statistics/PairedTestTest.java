package io.github.robustj.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against published tests, and numbers of scipy 1.17.1 where the comment says so. */
class PairedTestTest {

  /** Rounding of sums and of the last printed digit. */
  private static final double EXACT = 1e-12;

  /** Darwin's maize, eighths of an inch: Fisher, The Design of Experiments, 1935, section 17. */
  private static final double[] MAIZE = {
    49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48
  };

  /** In hundredths; ties, but no zeros. */
  private static final double[] MANY = {
    193, 100, 100, 139, 60, -39, -55, -55, 162, -121, -35, -7, 47, 83, -100, -148, 25, 146, 101, 47,
    -7, 54, 1, 107
  };

  @Test
  void fishersMaize() {
    // 1726 of the 2^15 sums of signed differences are as large as 314 (section 21).
    PairedTest test = PairedTest.signFlip(MAIZE, 1);
    assertEquals(314, DoubleStream.of(MAIZE).sum());
    assertEquals(new PairedTest(1726. / 32768, 15, true), test);
    // scipy.stats.wilcoxon(maize, method='exact'): statistic 24
    assertEquals(.041259765625, PairedTest.signedRank(MAIZE).p(), EXACT);
  }

  @Test
  void hollanderAndWolfesDepression() {
    // Hamilton scale factor IV, Hollander and Wolfe 1999, table 3.1: T+ = 5, one-sided p .020.
    double[] differences = {-.952, .147, -1.022, -.43, -.62, -.59, -.49, .08, -.01};
    assertEquals(new PairedTest(.0390625, 9, true), PairedTest.signedRank(differences));
  }

  @Test
  void zerosAreLeftOutAndTiesShareRanks() {
    double[] differences = {1, 1, -1, 2, 2, 3, -2, 0, 0, 4, Double.NaN};
    PairedTest test = PairedTest.signedRank(differences);
    // scipy.stats.wilcoxon(zero_method='wilcox', method=PermutationMethod()), all permutations
    assertEquals(.1640625, test.p(), EXACT);
    assertEquals(8, test.patients());
    assertEquals(test.p(), ranksByEnumeration(new double[] {1, 1, -1, 2, 2, 3, -2, 4}), EXACT);
  }

  @Test
  void normalBeyondFifty() {
    double[] differences = IntStream.range(0, 80).mapToDouble(i -> i % 7 - 3.75 + i % 3).toArray();
    PairedTest test = PairedTest.signedRank(differences);
    assertFalse(test.exact());
    // scipy.stats.wilcoxon([i % 7 - 3.75 + i % 3 for i in range(80)], correction=True,
    // method='asymptotic')
    assertEquals(NORMAL_P, test.p(), 1e-9 * NORMAL_P);
  }

  private static final double NORMAL_P = 0.5336882169818392;

  @Test
  void randomSignsComeCloseToAllOfThem() {
    PairedTest test = PairedTest.signFlip(MANY, 1);
    assertFalse(test.exact());
    // All 2^24 signs, counted by sums of integers; four standard errors of 100 000 draws.
    double all = ALL_SIGNS;
    assertEquals(all, test.p(), 4 * Math.sqrt(all * (1 - all) / 100_000));
    assertEquals(test, PairedTest.signFlip(MANY, 1));
  }

  private static final double ALL_SIGNS = 0.08926904201507568;

  @Test
  void noDifferenceAndNoPatient() {
    assertEquals(new PairedTest(1, 0, true), PairedTest.signedRank(new double[] {0, 0}));
    assertEquals(new PairedTest(1, 0, true), PairedTest.signFlip(new double[] {0, 0}, 1));
    assertTrue(Double.isNaN(PairedTest.signedRank(new double[0]).p()));
    assertTrue(Double.isNaN(PairedTest.signFlip(new double[] {Double.NaN}, 1).p()));
  }

  @Test
  void oneOrTwoPatientsProveNothing() {
    assertEquals(1, PairedTest.signedRank(new double[] {.3}).p());
    assertEquals(1, PairedTest.signFlip(new double[] {.3}, 1).p());
    assertEquals(.5, PairedTest.signedRank(new double[] {.3, .2}).p());
    assertEquals(.5, PairedTest.signFlip(new double[] {.3, .2}, 1).p());
  }

  @Test
  void decimalsThatSumWithRoundingCountAsEqual() {
    // .1 + .2 - .3 is not 0 in binary; by hand: |sums| are .6, .4, .2, 0 twice each, all >= 0.
    assertEquals(1, PairedTest.signFlip(new double[] {.1, .2, -.3}, 1).p());
  }

  @Test
  void holm() {
    // Sorted .005 .01 .03 .04: 4, 3, 2, 1 times them are .02 .03 .06 .04, and then never falling.
    assertArrayEquals(
        new double[] {.03, .06, .06, .02, Double.NaN},
        PairedTest.holm(new double[] {.01, .04, .03, .005, Double.NaN}),
        EXACT);
    assertArrayEquals(new double[] {1, 1}, PairedTest.holm(new double[] {.9, .8}));
    assertArrayEquals(new double[0], PairedTest.holm(new double[0]));
  }

  /** Twice the smaller tail over all signs of the mid-ranks. */
  private static double ranksByEnumeration(double[] differences) {
    int n = differences.length;
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      double size = Math.abs(differences[i]);
      double smaller = Arrays.stream(differences).filter(d -> Math.abs(d) < size).count();
      double equal = Arrays.stream(differences).filter(d -> Math.abs(d) == size).count();
      ranks[i] = smaller + (equal + 1) / 2;
    }
    double seen = sum(ranks, i -> differences[i] > 0);
    int below = 0;
    int above = 0;
    for (int signs = 0; signs < 1 << n; signs++) {
      int these = signs;
      double sum = sum(ranks, i -> (these >> i & 1) == 1);
      if (sum <= seen) below++;
      if (sum >= seen) above++;
    }
    return Math.min(1, 2. * Math.min(below, above) / (1 << n));
  }

  private static double sum(double[] ranks, IntPredicate positive) {
    return IntStream.range(0, ranks.length).filter(positive).mapToDouble(i -> ranks[i]).sum();
  }
}
