package io.github.robustj.metric;

import io.github.robustj.metric.PrecisionRecall.Ranking;
import java.util.List;

/**
 * The harmonic mean of precision and recall, {@code 2 TP / (2 TP + FP + FN)}, of predictions from a
 * score on, matched as COCO does. Every prediction counts, however many there are in an image.
 */
public final class F1 {

  /** The score from which on an object of any class counts. */
  public static final double COUNTS = .5;

  /** The overlap from which on a prediction has found an object. */
  public static final double FOUND = .5;

  private F1() {}

  /**
   * @param name of the class
   * @param threshold predictions with a lower score are left out
   * @param iou from which on a prediction meets an object, 0 to 1
   * @return 0 to 1; NaN where there is neither an object nor a prediction
   */
  public static double of(List<ObjectsInImage> images, String name, double threshold, double iou) {
    Ranking ranking = CocoMatching.unlimited(iou).rank(Overlaps.of(images, name, threshold));
    long hits = ranking.predictions().stream().filter(Ranking.Ranked::hit).count();
    return 2. * hits / (ranking.positives() + ranking.predictions().size());
  }

  /**
   * The score from which on predictions of a class have the best F1: between the last prediction
   * that is worth having and the one after it.
   *
   * @param otherwise the threshold where nothing is right
   */
  public static double bestThreshold(
      List<ObjectsInImage> images, String name, double iou, double otherwise) {
    PrecisionRecall curve = CocoMatching.unlimited(iou).rank(images, name).curve();
    double best = 0;
    double threshold = otherwise;
    for (int i = 0; i < curve.score().length; i++) {
      double hits = curve.precision()[i] * (i + 1);
      double f1 = 2 * hits / (curve.positives() + i + 1);
      boolean last = i + 1 == curve.score().length;
      if (f1 <= best || !last && curve.score()[i + 1] == curve.score()[i]) continue;
      best = f1;
      threshold = last ? curve.score()[i] : (curve.score()[i] + curve.score()[i + 1]) / 2;
    }
    return threshold;
  }
}
