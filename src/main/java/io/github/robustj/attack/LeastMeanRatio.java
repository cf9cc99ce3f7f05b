package io.github.robustj.attack;

import java.util.List;

/**
 * Chooses for every slice one of its candidates, so that the score of the case, {@code mean over
 * the classes of sum above / sum below}, becomes least.
 *
 * <p>Of one class the choice is optimal among the candidates: Dinkelbach's iteration (Dinkelbach
 * 1967, Management Science 13:492) takes in every slice the least {@code above - ratio below} and
 * ends where the ratio does not fall any more. Of several classes a sum of ratios has no such
 * method: the same step with the slopes of the mean, and then exchanges of single slices, are
 * repeated from several starts until none helps. No exchange of a single slice improves the result,
 * but one of several slices at once might.
 *
 * @param candidates of every slice, at least one
 */
record LeastMeanRatio(List<List<RatioShare>> candidates) {

  /** Other starts than the given one: the best for ratios all over their range. */
  private static final int STARTS = 49;

  private static final double ROUNDING = 1e-12;

  /** The score of a case, 1 where every class is left out. */
  double of(int[] choice) {
    return new Sums(choice).mean();
  }

  /**
   * @param start positions of the candidates to begin with, one per slice
   * @return positions whose score is at most that of the start
   */
  int[] from(int[] start) {
    int[] best = improved(start.clone());
    double[] weight = new Sums(start).weights();
    for (double[] ratio : SliceCandidates.ratios(STARTS, weight.length)) {
      int[] other = improved(cheapest(weight, ratio));
      if (of(other) < of(best) - ROUNDING) best = other;
    }
    return of(best) < of(start) - ROUNDING ? best : start.clone();
  }

  private int[] improved(int[] choice) {
    while (true) {
      Sums now = new Sums(choice);
      int[] next = cheapest(now.weights(), now.ratios());
      if (of(next) >= now.mean() - ROUNDING && !exchange(next = choice.clone())) return choice;
      choice = next;
    }
  }

  /** In every slice the least {@code sum_c weight_c (above_c - ratio_c below_c)}. */
  private int[] cheapest(double[] weight, double[] ratio) {
    int[] choice = new int[candidates.size()];
    for (int i = 0; i < choice.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < candidates.get(i).size(); j++) {
        double cost = cost(candidates.get(i).get(j), weight, ratio);
        if (cost >= least) continue;
        least = cost;
        choice[i] = j;
      }
    }
    return choice;
  }

  static double cost(RatioShare share, double[] weight, double[] ratio) {
    double cost = 0;
    for (int c = 0; c < weight.length; c++)
      cost += weight[c] * (share.above()[c] - ratio[c] * share.below()[c]);
    return cost;
  }

  /** Makes every exchange of a single slice that lowers the mean, slice by slice, once. */
  private boolean exchange(int[] choice) {
    Sums sums = new Sums(choice);
    boolean any = false;
    for (int i = 0; i < choice.length; i++) {
      double least = sums.mean();
      int best = choice[i];
      sums.add(candidates.get(i).get(choice[i]), -1);
      for (int j = 0; j < candidates.get(i).size(); j++) {
        sums.add(candidates.get(i).get(j), 1);
        if (sums.mean() < least - ROUNDING) {
          least = sums.mean();
          best = j;
        }
        sums.add(candidates.get(i).get(j), -1);
      }
      sums.add(candidates.get(i).get(best), 1);
      any |= best != choice[i];
      choice[i] = best;
    }
    return any;
  }

  /** Over all slices, per class. Pixels are counted, so that sums in double are exact. */
  private final class Sums {

    private final double[] above;
    private final double[] below;

    Sums(int[] choice) {
      int classes = candidates.isEmpty() ? 0 : candidates.get(0).get(0).above().length;
      above = new double[classes];
      below = new double[classes];
      for (int i = 0; i < choice.length; i++) add(candidates.get(i).get(choice[i]), 1);
    }

    void add(RatioShare share, int times) {
      for (int c = 0; c < above.length; c++) {
        above[c] += times * share.above()[c];
        below[c] += times * share.below()[c];
      }
    }

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
  }
}
