package io.github.robustj.attack;

import java.util.List;

/**
 * The sums over all slices of a choice, per class, and exchanges in it that lower the mean of their
 * ratios. Pixels are counted, so that sums in double are exact.
 */
final class RatioSums {

  /** Less than this is no gain. */
  static final double ROUNDING = 1e-12;

  private final List<List<RatioShare>> candidates;
  private final int[] choice;
  private final double[] above;
  private final double[] below;

  /**
   * @param choice changed by exchanges
   */
  RatioSums(List<List<RatioShare>> candidates, int[] choice) {
    this.candidates = candidates;
    this.choice = choice;
    int classes = candidates.isEmpty() ? 0 : candidates.get(0).get(0).above().length;
    above = new double[classes];
    below = new double[classes];
    for (int i = 0; i < choice.length; i++) add(i, choice[i], 1);
  }

  /** 1 where every class is left out. */
  double mean() {
    double sum = 0;
    int counted = 0;
    for (int c = 0; c < above.length; c++) {
      if (below[c] == 0) continue;
      sum += above[c] / below[c];
      counted++;
    }
    return counted == 0 ? 1 : sum / counted;
  }

  double[] ratios() {
    double[] ratios = new double[above.length];
    for (int c = 0; c < ratios.length; c++) ratios[c] = below[c] == 0 ? 0 : above[c] / below[c];
    return ratios;
  }

  /** How much the mean changes with {@code above - ratio below}, up to a factor. */
  double[] weights() {
    double[] weights = new double[above.length];
    for (int c = 0; c < weights.length; c++) weights[c] = 1 / Math.max(below[c], 1);
    return weights;
  }

  /**
   * Makes the best exchange of every slice, one slice after the other, where it lowers the mean.
   *
   * @return whether there was one
   */
  boolean exchange() {
    boolean any = false;
    for (int i = 0; i < choice.length; i++) {
      double before = mean();
      add(i, choice[i], -1);
      int best = best(i, choice[i], before);
      any |= best != choice[i];
      add(i, choice[i] = best, 1);
    }
    return any;
  }

  /** The same of every two slices. */
  boolean exchangeTwo() {
    boolean any = false;
    for (int i = 0; i < choice.length; i++)
      for (int k = i + 1; k < choice.length; k++) any |= exchangeTwo(i, k);
    return any;
  }

  private boolean exchangeTwo(int i, int k) {
    double least = mean();
    int bestOfFirst = choice[i];
    int bestOfSecond = choice[k];
    add(i, choice[i], -1);
    add(k, choice[k], -1);
    for (int j = 0; j < candidates.get(i).size(); j++) {
      add(i, j, 1);
      int second = best(k, -1, least);
      if (second >= 0) {
        least = meanWith(k, second);
        bestOfFirst = j;
        bestOfSecond = second;
      }
      add(i, j, -1);
    }
    boolean any = bestOfFirst != choice[i] || bestOfSecond != choice[k];
    add(i, choice[i] = bestOfFirst, 1);
    add(k, choice[k] = bestOfSecond, 1);
    return any;
  }

  /**
   * The candidate that lowers the mean most, of a slice that is not in the sums.
   *
   * @param none if none gives less than {@code least}
   */
  private int best(int slice, int none, double least) {
    int best = none;
    for (int j = 0; j < candidates.get(slice).size(); j++) {
      double mean = meanWith(slice, j);
      if (mean >= least - ROUNDING) continue;
      least = mean;
      best = j;
    }
    return best;
  }

  private double meanWith(int slice, int candidate) {
    add(slice, candidate, 1);
    double mean = mean();
    add(slice, candidate, -1);
    return mean;
  }

  private void add(int slice, int candidate, int times) {
    RatioShare share = candidates.get(slice).get(candidate);
    for (int c = 0; c < above.length; c++) {
      above[c] += times * share.above()[c];
      below[c] += times * share.below()[c];
    }
  }
}
