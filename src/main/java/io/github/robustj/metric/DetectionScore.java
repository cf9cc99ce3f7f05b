package io.github.robustj.metric;

import io.github.robustj.metric.CocoMatching.Size;
import io.github.robustj.metric.PrecisionRecall.Interpolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The scores of COCO, each 0 to 1 and NaN where no object of the kind was to be found.
 *
 * @param precision average precision (101 points), mean over the IoU thresholds .5, .55 to .95
 * @param precision50 at IoU .5
 * @param precision75 at IoU .75
 * @param small,medium,large as {@code precision}, for objects of up to 32 x 32 pixels, up to 96 x
 *     96, and above
 * @param recall the share of objects found by at most 100 predictions of a class in an image, mean
 *     over the IoU thresholds
 */
public record DetectionScore(
    double precision,
    double precision50,
    double precision75,
    double small,
    double medium,
    double large,
    double recall) {

  /** Of one class. */
  public static DetectionScore of(List<ObjectsInImage> images, String name) {
    double[] all = precisions(images, name, Size.ALL);
    return new DetectionScore(
        mean(all),
        all[0],
        all[5],
        mean(precisions(images, name, Size.SMALL)),
        mean(precisions(images, name, Size.MEDIUM)),
        mean(precisions(images, name, Size.LARGE)),
        recall(images, name, CocoMatching.MOST));
  }

  /** Of each class, in their order. */
  public static Map<String, DetectionScore> perClass(
      List<ObjectsInImage> images, List<String> names) {
    Map<String, DetectionScore> scores = new LinkedHashMap<>();
    for (String name : names) scores.put(name, of(images, name));
    return scores;
  }

  /** The mean over classes; of each number over those classes that have it. */
  public static DetectionScore mean(Map<String, DetectionScore> perClass) {
    List<DetectionScore> scores = new ArrayList<>(perClass.values());
    return new DetectionScore(
        mean(scores, DetectionScore::precision),
        mean(scores, DetectionScore::precision50),
        mean(scores, DetectionScore::precision75),
        mean(scores, DetectionScore::small),
        mean(scores, DetectionScore::medium),
        mean(scores, DetectionScore::large),
        mean(scores, DetectionScore::recall));
  }

  /**
   * The share of objects of a class that is found, mean over the IoU thresholds.
   *
   * @param most predictions of the class in an image
   */
  public static double recall(List<ObjectsInImage> images, String name, int most) {
    return thresholds()
        .map(iou -> new CocoMatching(iou, Size.ALL, most).rank(images, name).recall())
        .average()
        .orElseThrow();
  }

  private static double[] precisions(List<ObjectsInImage> images, String name, Size size) {
    return thresholds()
        .map(
            iou ->
                new CocoMatching(iou, size, CocoMatching.MOST)
                    .rank(images, name)
                    .curve()
                    .average(Interpolation.POINTS_101))
        .toArray();
  }

  private static DoubleStream thresholds() {
    return DoubleStream.iterate(.5, iou -> iou + .05).limit(10).map(DetectionScore::hundredths);
  }

  /** Without the errors of the sum. */
  private static double hundredths(double iou) {
    return Math.rint(iou * 100) / 100;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double mean(
      List<DetectionScore> scores, ToDoubleFunction<DetectionScore> component) {
    return scores.stream()
        .mapToDouble(component)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }
}
