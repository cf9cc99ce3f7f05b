package io.github.robustj.evaluation;

import io.github.robustj.statistics.Digits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Mean score at each epsilon over the cases that are finished so far, of constant size. */
public final class RunningMeans {

  private final String score;
  private final List<Double> epsilons;
  private final double[] sums;
  private final int[] counts;

  /**
   * @param score what is measured, e.g. {@code Dice}
   * @param epsilons by rising epsilon
   */
  RunningMeans(String score, List<Double> epsilons) {
    this.score = score;
    this.epsilons = epsilons;
    sums = new double[epsilons.size()];
    counts = new int[epsilons.size()];
  }

  /** Adds a case; one that is left out, or a score that is NaN, does not count. */
  void add(CaseResult result) {
    for (int e = 0; e < result.scores().size(); e++) {
      double mean = result.scores().get(e).mean();
      if (Double.isNaN(mean)) continue;
      sums[e] += mean;
      counts[e]++;
    }
  }

  /** By rising epsilon; NaN where nothing is measured yet. */
  public double[] means() {
    double[] means = new double[sums.length];
    Arrays.setAll(means, e -> sums[e] / counts[e]);
    return means;
  }

  /** As in {@code mean Dice 0.91 at epsilon 0, 0.45 at 2}. */
  public String words() {
    StringJoiner words = new StringJoiner(", ", "mean " + score + " ", "");
    double[] means = means();
    for (int e = 0; e < means.length; e++)
      words.add(
          String.format(Locale.ROOT, "%.2f at ", means[e])
              + (e == 0 ? "epsilon " : "")
              + Digits.typed(epsilons.get(e)));
    return words.toString();
  }
}
