package io.github.robustj.task.segmentation;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.metric.ComponentF1;
import io.github.robustj.metric.SurfaceDistances;
import io.github.robustj.metric.Voxels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is said of a segmented case beside Dice, per structure: distances of the surfaces, surface
 * Dice, difference of the volumes, F1 of the connected components.
 *
 * @param predicted class indices in the order x, y, slice, as {@code truth}, whose negative ones
 *     belong to no structure
 * @param calibration of the case; slices whose distance is not known are measured one by one; where
 *     one structure is lost, distances are the diagonal of the case, in the plane if it has no
 *     other
 */
record ShapeScores(int[] predicted, int[] truth, Voxels voxels, Calibration calibration) {

  ShapeScores(int[] predicted, int[] truth, int width, int height, Calibration calibration) {
    this(
        predicted,
        truth,
        new Voxels(
            width,
            height,
            truth.length / (width * height),
            calibration.x(),
            calibration.y(),
            calibration.z()),
        calibration);
  }

  /**
   * By the metric's name, which ends in the unit where it has one, and the name of the class:
   * {@code hd95_mm}, {@code average_surface_distance_mm}, {@code surface_dice} within one pixel,
   * {@code volume_difference} as a share of the true volume, {@code component_f1}. NaN as for Dice,
   * and for the difference from no volume.
   *
   * @param classes the background first, which is not measured
   */
  Map<String, Map<String, Double>> of(List<LabelClass> classes) {
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    for (int c = 1; c < classes.size(); c++) {
      String name = classes.get(c).name();
      of(c)
          .forEach(
              (metric, score) ->
                  scores.computeIfAbsent(metric, none -> new LinkedHashMap<>()).put(name, score));
    }
    return scores;
  }

  private Map<String, Double> of(int structure) {
    IntPredicate isFound = i -> truth[i] >= 0 && predicted[i] == structure;
    IntPredicate isDrawn = i -> truth[i] == structure;
    // Most of a volume is far from a structure: what surrounds both holds all that is measured.
    Voxels.Part part = voxels.around(isFound.or(isDrawn));
    boolean[] found = part.cut(isFound, voxels);
    boolean[] drawn = part.cut(isDrawn, voxels);
    SurfaceDistances distances =
        SurfaceDistances.between(found, drawn, part.of(), voxels.diagonal());
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("hd95_" + calibration.unit(), distances.hausdorff95());
    scores.put("average_surface_distance_" + calibration.unit(), distances.average());
    scores.put("surface_dice", distances.dice(Math.max(calibration.x(), calibration.y())));
    scores.put("volume_difference", difference(count(found), count(drawn)));
    scores.put("component_f1", ComponentF1.of(found, drawn, part.of()));
    return scores;
  }

  private static int count(boolean[] set) {
    return (int) IntStream.range(0, set.length).filter(i -> set[i]).count();
  }

  private static double difference(int found, int drawn) {
    return drawn == 0 ? Double.NaN : (double) (found - drawn) / drawn;
  }
}
