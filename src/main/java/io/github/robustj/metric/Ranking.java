package io.github.robustj.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The predictions of one class in all images, the surest first, each right or wrong.
 *
 * @param predictions those that count; equally sure ones in the order of the images
 * @param positives how many objects there were to find
 */
public record Ranking(List<Ranked> predictions, int positives) {

  /**
   * @param hit whether it found an object that no surer prediction had found
   */
  public record Ranked(double score, boolean hit) {}

  /** Puts the predictions of several images in order. */
  static Ranking of(List<Ranked> predictions, int positives) {
    List<Ranked> sorted = new ArrayList<>(predictions);
    sorted.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return new Ranking(List.copyOf(sorted), positives);
  }

  /** The share of the objects that was found; NaN if there were none. */
  public double recall() {
    if (positives == 0) return Double.NaN;
    return (double) predictions.stream().filter(Ranked::hit).count() / positives;
  }

  /** Precision and recall of the surest predictions, one more at each point. */
  public PrecisionRecall curve() {
    int n = predictions.size();
    double[] score = new double[n];
    double[] recall = new double[n];
    double[] precision = new double[n];
    int hits = 0;
    for (int i = 0; i < n; i++) {
      if (predictions.get(i).hit()) hits++;
      score[i] = predictions.get(i).score();
      recall[i] = (double) hits / positives;
      precision[i] = (double) hits / (i + 1);
    }
    return new PrecisionRecall(score, recall, precision, positives);
  }
}
