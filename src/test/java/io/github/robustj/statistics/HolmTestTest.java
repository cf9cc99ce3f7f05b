package io.github.robustj.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolmTestTest {

  /**
   * Exact binomial tails, SciPy 1.17.1: {@code scipy.stats.binom.sf(k - 1, n, tau)}. The tolerance
   * is relative, for two ways to sum the incomplete beta function.
   */
  @ParameterizedTest
  @CsvSource({
    "100, 100, .75, 3.2072021853815134e-13",
    "90, 100, .75, 0.00013710056316795023",
    "75, 100, .75, 0.5534708238482475",
    "0, 100, .75, 1",
    "15, 20, .5, 0.020694732666015625",
    "1, 7, .9, 0.9999999",
    "1000, 1000, .75, 1.1514985401248293e-125"
  })
  void tailsAreExact(int hits, int draws, double tau, double expected) {
    assertEquals(expected, BinomialTail.atLeast(hits, draws, tau), 1e-10 * expected);
  }

  /** SciPy's {@code norm.ppf}: 0.6744897501960817 at .75, 1.6448536269514722 at .95. */
  @Test
  void quantilesAreThoseOfTheNormalDistribution() {
    assertEquals(.6744897501960817, BinomialTail.quantile(.75), 1e-9);
    assertEquals(1.6448536269514722, BinomialTail.quantile(.95), 1e-9);
    assertEquals(0, BinomialTail.quantile(.5), 1e-12);
  }

  /**
   * Four hypotheses at .05: .005 is below .05/4 and .01 below .05/3, but .03 is above .05/2, which
   * ends it, so that .04 is not rejected although it is below .05.
   */
  @Test
  void workedExample() {
    double[] p = {.01, .04, .03, .005};
    assertEquals(.01, HolmTest.rejected(p, new long[] {1, 1, 1, 1}, .05));
    assertEquals(.04, HolmTest.rejected(new double[] {.01, .04}, new long[] {1, 1}, .05));
    assertEquals(-1, HolmTest.rejected(new double[] {.02}, new long[] {4}, .05));
  }

  /** Counted together or one by one: the same. */
  @Test
  void equalHypothesesAreRejectedTogether() {
    assertEquals(.012, HolmTest.rejected(new double[] {.012, .5}, new long[] {3, 1}, .05));
    assertEquals(
        .012, HolmTest.rejected(new double[] {.012, .012, .012, .5}, new long[] {1, 1, 1, 1}, .05));
  }

  @Test
  void pValuesThatNobodyHasCountNothing() {
    assertEquals(.03, HolmTest.rejected(new double[] {.001, .03}, new long[] {0, 1}, .05));
    assertEquals(-1, HolmTest.rejected(new double[] {.001}, new long[] {0}, .05));
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    assertThrows(
        IllegalArgumentException.class, () -> HolmTest.rejected(new double[1], new long[2], .05));
    assertThrows(
        IllegalArgumentException.class, () -> HolmTest.rejected(new double[1], new long[1], 0));
    assertThrows(IllegalArgumentException.class, () -> BinomialTail.atLeast(4, 3, .5));
  }
}
