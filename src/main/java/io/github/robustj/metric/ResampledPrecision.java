package io.github.robustj.metric;

import io.github.robustj.metric.PrecisionRecall.Interpolation;
import io.github.robustj.metric.PrecisionRecall.Ranking;
import io.github.robustj.metric.PrecisionRecall.Ranking.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Average precision of a class (COCO, 101 points) in a data set in which each image occurs so many
 * times. Predictions are matched once, since no match depends on another image; what follows is one
 * pass over them.
 */
public final class ResampledPrecision {

  /**
   * At one threshold: of each prediction, the surest first, its image and whether it is right.
   * Those behind the last that is right are left out: a point of the curve behind a wrong
   * prediction lies below the one before it, so that only right ones count.
   */
  private record Level(int[] image, boolean[] hit, int hits, int[] positives) {}

  private final List<Level> levels;

  private ResampledPrecision(List<Level> levels) {
    this.levels = levels;
  }

  /**
   * @param images those in which the class is not annotated count nowhere, see {@link Annotated}
   * @param most predictions of the class in an image that count
   * @param ious thresholds over which the mean is taken, at least one
   */
  public static ResampledPrecision of(
      List<ObjectsInImage> images, String name, int most, double... ious) {
    return new ResampledPrecision(
        DoubleStream.of(ious)
            .mapToObj(
                iou -> level(images, name, new CocoMatching(iou, CocoMatching.Size.ALL, most)))
            .toList());
  }

  private record Placed(int image, Ranked prediction) {}

  private static Level level(List<ObjectsInImage> images, String name, CocoMatching matching) {
    List<Placed> all = new ArrayList<>();
    int[] positives = new int[images.size()];
    for (int i = 0; i < positives.length; i++) {
      int image = i;
      Ranking ranking = matching.rank(Annotated.with(List.of(images.get(i)), name), name);
      positives[i] = ranking.positives();
      ranking.predictions().forEach(prediction -> all.add(new Placed(image, prediction)));
    }
    all.sort(Comparator.comparingDouble((Placed p) -> p.prediction().score()).reversed());
    while (!all.isEmpty() && !all.get(all.size() - 1).prediction().hit())
      all.remove(all.size() - 1);
    int[] image = all.stream().mapToInt(Placed::image).toArray();
    boolean[] hit = new boolean[image.length];
    for (int i = 0; i < hit.length; i++) hit[i] = all.get(i).prediction().hit();
    int hits = (int) all.stream().filter(placed -> placed.prediction().hit()).count();
    return new Level(image, hit, hits, positives);
  }

  /** How many predictions one pass goes through. */
  public long work() {
    return levels.stream().mapToLong(level -> level.image().length).sum();
  }

  /**
   * As {@link DetectionScore} would have it of the images with their copies, but for the order of
   * equally sure predictions in one image.
   *
   * @param times that each image occurs
   * @return NaN if there is no object of the class
   */
  public double of(int[] times) {
    return levels.stream().mapToDouble(level -> average(level, times)).average().orElseThrow();
  }

  private static double average(Level level, int[] times) {
    int positives = 0;
    for (int i = 0; i < times.length; i++) positives += times[i] * level.positives()[i];
    double[] recall = new double[level.hits()];
    double[] precision = new double[level.hits()];
    int points = 0;
    int hits = 0;
    int seen = 0;
    for (int i = 0; points < recall.length; i++) {
      int count = times[level.image()[i]];
      seen += count;
      if (!level.hit()[i]) continue;
      hits += count;
      recall[points] = (double) hits / positives;
      precision[points++] = seen == 0 ? 0 : (double) hits / seen;
    }
    return new PrecisionRecall(recall, recall, precision, positives)
        .average(Interpolation.POINTS_101);
  }
}
