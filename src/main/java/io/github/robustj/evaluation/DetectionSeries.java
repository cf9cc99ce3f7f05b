package io.github.robustj.evaluation;

import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Summary.Series;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.metric.KnownMean;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.metric.ResampledPrecision;
import io.github.robustj.statistics.PatientBootstrap;
import io.github.robustj.statistics.PatientBootstrap.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Average precision with COCO's limit, of data sets in which patients occur more or less often. It
 * has no value for a case, so it is measured anew for every sample of patients.
 */
final class DetectionSeries {

  /** COCO's thresholds. */
  private static final double[] COCO =
      IntStream.range(0, 10).mapToDouble(i -> (50 + 5 * i) / 100.).toArray();

  /**
   * Steps over predictions, of 3.3 to 3.9 ns each where it was measured, so half a minute; what
   * takes more has no interval.
   */
  static final long AFFORDABLE = 8_000_000_000L;

  /** Thresholds by metric, the one that takes less first. */
  private static final Map<String, double[]> METRICS = new LinkedHashMap<>();

  static {
    METRICS.put("AP50", new double[] {.5});
    METRICS.put("AP", COCO);
  }

  private DetectionSeries() {}

  /** {@code AP50} and {@code AP}; empty where there are no objects, or too many of them. */
  static List<Series> of(RobustnessCurve curve, Patients patients) {
    List<Series> all = new ArrayList<>();
    affordable(curve, patients, AFFORDABLE)
        .forEach((metric, points) -> all.addAll(series(metric, curve, patients, points)));
    return all;
  }

  /**
   * Which of the metrics would take too long.
   *
   * @param most steps
   */
  static List<String> unaffordable(RobustnessCurve curve, Patients patients, long most) {
    if (hasNone(curve)) return List.of();
    Set<String> affordable = affordable(curve, patients, most).keySet();
    return METRICS.keySet().stream().filter(metric -> !affordable.contains(metric)).toList();
  }

  private static boolean hasNone(RobustnessCurve curve) {
    return curve.points().stream().allMatch(point -> point.objects().isEmpty());
  }

  /** By metric, of each epsilon and class. */
  private static Map<String, List<List<ResampledPrecision>>> affordable(
      RobustnessCurve curve, Patients patients, long most) {
    Map<String, List<List<ResampledPrecision>>> affordable = new LinkedHashMap<>();
    if (hasNone(curve)) return affordable;
    long work = 0;
    for (Map.Entry<String, double[]> metric : METRICS.entrySet()) {
      List<List<ResampledPrecision>> points = new ArrayList<>();
      for (Point point : curve.points()) points.add(perClass(point, curve, metric.getValue()));
      work += points.stream().flatMap(List::stream).mapToLong(ResampledPrecision::work).sum();
      // Once for the mean and once for a class, and as often again for the area.
      if (4 * work * (PatientBootstrap.DRAWS + patients.count()) > most) return affordable;
      affordable.put(metric.getKey(), points);
    }
    return affordable;
  }

  private static List<ResampledPrecision> perClass(
      Point point, RobustnessCurve curve, double[] ious) {
    List<ObjectsInImage> images = point.objects();
    return curve.classes().stream()
        .map(name -> ResampledPrecision.of(images, name, CocoMatching.MOST, ious))
        .toList();
  }

  private static List<Series> series(
      String metric,
      RobustnessCurve curve,
      Patients patients,
      List<List<ResampledPrecision>> points) {
    List<Series> all = new ArrayList<>();
    for (int c = -1; c < curve.classes().size(); c++) {
      List<Series.Height> heights = new ArrayList<>();
      for (int e = 0; e < points.size(); e++) {
        int[] patient = patientOfImage(curve.points().get(e), patients);
        List<ResampledPrecision> classes = points.get(e);
        Statistic statistic = statistic(c < 0 ? classes : List.of(classes.get(c)), patient);
        heights.add(new Series.Height(statistic, patient.length, patients.count()));
      }
      String name = c < 0 ? Summary.ALL : curve.classes().get(c);
      all.add(new Series(metric, name, heights));
    }
    return all;
  }

  /** The mean over the classes that have objects; NaN if none has. */
  private static Statistic statistic(List<ResampledPrecision> classes, int[] patient) {
    return times -> {
      int[] images = new int[patient.length];
      for (int i = 0; i < images.length; i++) images[i] = times[patient[i]];
      return KnownMean.of(classes, precision -> precision.of(images));
    };
  }

  /** A case may have several images. */
  private static int[] patientOfImage(Point point, Patients patients) {
    return point.cases().stream()
        .flatMapToInt(c -> c.objects().stream().mapToInt(image -> patients.of(c)))
        .toArray();
  }
}
