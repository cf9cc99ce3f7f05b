package io.github.robustj.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses for every slice one of its candidates, so that the score of the case, {@code mean over
 * the classes of sum above / sum below}, becomes least.
 *
 * <p>Of one class the choice is optimal among the candidates: Dinkelbach's iteration (Dinkelbach
 * 1967, Management Science 13:492) takes in every slice the least {@code above - ratio below} and
 * ends where the ratio does not fall any more. Of several classes a sum of ratios has no such
 * method: the same step with the slopes of the mean, and then exchanges of single slices, are
 * repeated from many starts until none helps; then exchanges of two slices at once, where they are
 * not too many, from the best ends. No exchange of one or two slices improves the result, but one
 * of three might.
 *
 * @param candidates of every slice, at least one
 */
record LeastMeanRatio(List<List<RatioShare>> candidates) {

  /** Other starts than the given one: the best for ratios all over their range. */
  private static final int STARTS = 49;

  /** Ends of those from which exchanges of two slices go on. */
  private static final int REFINED = 4;

  /**
   * Most exchanges of two slices that are looked at in a pass, a second's work. Where there are
   * more, there are hundreds of slices, and each is a small part of the sums.
   */
  private static final double MOST_PAIRS = 2e7;

  /** The score of a case, 1 where every class is left out. */
  double of(int[] choice) {
    return new RatioSums(candidates, choice).mean();
  }

  /**
   * @param start positions of the candidates to begin with, one per slice
   * @return positions whose score is at most that of the start
   */
  int[] from(int[] start) {
    List<int[]> ends = new ArrayList<>(List.of(improved(start.clone())));
    double[] weight = new RatioSums(candidates, start).weights();
    for (double[] ratio : SliceCandidates.ratios(STARTS, weight.length)) {
      int[] end = improved(cheapest(weight, ratio));
      if (ends.stream().noneMatch(other -> Arrays.equals(other, end))) ends.add(end);
    }
    int[] best = start.clone();
    ends.sort(Comparator.comparingDouble(this::of));
    for (int[] end : ends.subList(0, Math.min(REFINED, ends.size()))) {
      int[] refined = weight.length > 1 ? refined(end) : end;
      if (of(refined) < of(best) - RatioSums.ROUNDING) best = refined;
    }
    return best;
  }

  private int[] improved(int[] choice) {
    while (true) {
      RatioSums now = new RatioSums(candidates, choice);
      int[] next = cheapest(now.weights(), now.ratios());
      if (of(next) >= now.mean() - RatioSums.ROUNDING
          && !new RatioSums(candidates, next = choice.clone()).exchange()) return choice;
      choice = next;
    }
  }

  private int[] refined(int[] end) {
    double all = 0;
    double same = 0;
    for (List<RatioShare> slice : candidates) {
      all += slice.size();
      same += (double) slice.size() * slice.size();
    }
    if ((all * all - same) / 2 > MOST_PAIRS) return end;
    int[] choice = end.clone();
    while (new RatioSums(candidates, choice).exchangeTwo()) choice = improved(choice);
    return choice;
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
}
