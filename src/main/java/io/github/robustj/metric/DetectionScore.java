package io.github.robustj.metric;

import io.github.robustj.metric.CocoMatching.Size;
import io.github.robustj.metric.PrecisionRecall.Interpolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The scores of COCO, each 0 to 1 and NaN where no object of the kind was to be found.
 *
 * @param precision average precision (101 points) of at most so many predictions of a class in an
 *     image as {@code most} says, mean over the IoU thresholds .5, .55 to .95
 * @param precision50 at IoU .5
 * @param precision75 at IoU .75
 * @param small,medium,large as {@code precision}, for objects of up to 32 x 32 pixels, up to 96 x
 *     96, and above
 * @param recall the share of objects found by these predictions, mean over the IoU thresholds
 */
public record DetectionScore(
    double precision,
    double precision50,
    double precision75,
    double small,
    double medium,
    double large,
    double recall) {

  /**
   * Of one class.
   *
   * @param most predictions of the class in an image that count, the surest; {@link
   *     CocoMatching#MOST} as COCO has it, or {@link CocoMatching#NO_LIMIT}
   */
  public static DetectionScore of(List<ObjectsInImage> images, String name, int most) {
    List<Overlaps> overlaps = Overlaps.of(images, name, Double.NEGATIVE_INFINITY);
    double[] all = precisions(overlaps, Size.ALL, most);
    return new DetectionScore(
        mean(all),
        all[0],
        all[5],
        mean(precisions(overlaps, Size.SMALL, most)),
        mean(precisions(overlaps, Size.MEDIUM, most)),
        mean(precisions(overlaps, Size.LARGE, most)),
        recall(overlaps, most));
  }

  /** Of each class, in their order, with COCO's limit. */
  public static Map<String, DetectionScore> perClass(
      List<ObjectsInImage> images, List<String> names) {
    Map<String, DetectionScore> scores = new LinkedHashMap<>();
    for (String name : names) scores.put(name, of(images, name, CocoMatching.MOST));
    return scores;
  }

  /** The mean over classes; of each number over those classes that have it. */
  public static DetectionScore mean(Map<String, DetectionScore> perClass) {
    List<DetectionScore> scores = new ArrayList<>(perClass.values());
    return new DetectionScore(
        KnownMean.of(scores, DetectionScore::precision),
        KnownMean.of(scores, DetectionScore::precision50),
        KnownMean.of(scores, DetectionScore::precision75),
        KnownMean.of(scores, DetectionScore::small),
        KnownMean.of(scores, DetectionScore::medium),
        KnownMean.of(scores, DetectionScore::large),
        KnownMean.of(scores, DetectionScore::recall));
  }

  /**
   * The share of objects of a class that is found, mean over the IoU thresholds.
   *
   * @param most predictions of the class in an image
   */
  public static double recall(List<ObjectsInImage> images, String name, int most) {
    return recall(Overlaps.of(images, name, Double.NEGATIVE_INFINITY), most);
  }

  private static double recall(List<Overlaps> images, int most) {
    return thresholds()
        .map(iou -> new CocoMatching(iou, Size.ALL, most).rank(images).recall())
        .average()
        .orElseThrow();
  }

  private static double[] precisions(List<Overlaps> images, Size size, int most) {
    return thresholds()
        .map(
            iou ->
                new CocoMatching(iou, size, most)
                    .rank(images)
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
}
