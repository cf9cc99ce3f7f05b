package io.github.robustj.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A precision-recall curve: point i tells about the i + 1 surest predictions of a class.
 *
 * @param score of the last of them, falling
 * @param recall share of the objects that they find, rising; NaN if there is no object
 * @param precision share of them that are right
 * @param positives how many objects there were to find
 */
public record PrecisionRecall(double[] score, double[] recall, double[] precision, int positives) {

  /** Which points of the curve make up the average precision. */
  public enum Interpolation {
    /** Recall 0, .01, .02 to 1 (COCO). */
    POINTS_101,
    /** Recall 0, .1, .2 to 1 (PASCAL VOC 2007). */
    POINTS_11,
    /** The whole area under the curve (PASCAL VOC from 2010 on). */
    ALL_POINTS
  }

  /**
   * The mean over the recalls of the interpolation of the best precision that has at least this
   * recall; 0 for a recall that is not reached. NaN if there was no object to find.
   */
  public double average(Interpolation interpolation) {
    if (positives == 0) return Double.NaN;
    double[] best = best();
    return switch (interpolation) {
      case POINTS_101 -> mean(best, 100);
      case POINTS_11 -> mean(best, 10);
      case ALL_POINTS -> area(best);
    };
  }

  /** The best precision of this point and those after it. */
  private double[] best() {
    double[] best = precision.clone();
    for (int i = best.length - 2; i >= 0; i--) best[i] = Math.max(best[i], best[i + 1]);
    return best;
  }

  private double mean(double[] best, int steps) {
    double sum = 0;
    int i = 0;
    for (int step = 0; step <= steps; step++) {
      // The reference implementations multiply too; .07 and 7 * .01 are not the same number.
      double wanted = step == steps ? 1 : step * (1. / steps);
      while (i < best.length && recall[i] < wanted) i++;
      if (i < best.length) sum += best[i];
    }
    return sum / (steps + 1);
  }

  private double area(double[] best) {
    double area = 0;
    double reached = 0;
    for (int i = 0; i < best.length; i++) {
      area += (recall[i] - reached) * best[i];
      reached = recall[i];
    }
    return area;
  }

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
}
