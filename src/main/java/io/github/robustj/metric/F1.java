package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject;
import java.util.List;

/**
 * The harmonic mean of precision and recall, {@code 2 TP / (2 TP + FP + FN)}, of predictions from a
 * score on, matched as COCO does.
 */
public final class F1 {

  private F1() {}

  /**
   * @param name of the class
   * @param threshold predictions with a lower score are left out
   * @param iou from which on a prediction meets an object, 0 to 1
   * @return 0 to 1; NaN where there is neither an object nor a prediction
   */
  public static double of(List<ObjectsInImage> images, String name, double threshold, double iou) {
    List<ObjectsInImage> sure =
        images.stream()
            .map(i -> new ObjectsInImage(i.truth(), from(i.found(), threshold)))
            .toList();
    Ranking ranking = ranking(sure, name, iou);
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
    PrecisionRecall curve = ranking(images, name, iou).curve();
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

  private static Ranking ranking(List<ObjectsInImage> images, String name, double iou) {
    return new CocoMatching(iou, CocoMatching.Size.ALL, CocoMatching.MOST).rank(images, name);
  }

  private static List<BoxedObject> from(List<BoxedObject> found, double threshold) {
    return found.stream().filter(o -> o.score() >= threshold).toList();
  }
}
