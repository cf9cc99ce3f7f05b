package io.github.robustj.statistics;

import java.util.Arrays;

/**
 * The step-down test of Holm (1979, Scandinavian Journal of Statistics 6): which of many hypotheses
 * can be rejected so that with probability 1 - alpha no true one is among them, however they depend
 * on each other. The p-values are sorted, and the k-th smallest of m is rejected if it and all
 * before it are at most {@code alpha / (m - k + 1)}.
 *
 * <p>Here many hypotheses share a p-value, which is a function of a count, so that they need not be
 * kept one by one.
 */
public final class HolmTest {

  private HolmTest() {}

  /**
   * The largest p-value whose hypotheses are rejected; -1 where none is. Once the first of some
   * with equal p-values is rejected, so are the others, whose levels are higher.
   *
   * @param pValues that occur, in any order
   * @param hypotheses how many have each of them, not negative
   * @param alpha above 0, below 1
   */
  public static double rejected(double[] pValues, long[] hypotheses, double alpha) {
    if (pValues.length != hypotheses.length || !(alpha > 0 && alpha < 1))
      throw new IllegalArgumentException(
          pValues.length + " p-values, " + hypotheses.length + " numbers, alpha " + alpha);
    Integer[] order = new Integer[pValues.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(pValues[a], pValues[b]));
    long left = Arrays.stream(hypotheses).sum();
    double largest = -1;
    for (int i : order) {
      if (hypotheses[i] == 0) continue;
      if (!(pValues[i] <= alpha / left)) break;
      largest = pValues[i];
      left -= hypotheses[i];
    }
    return largest;
  }
}
