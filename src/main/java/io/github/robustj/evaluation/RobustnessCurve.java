package io.github.robustj.evaluation;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.metric.ObjectsInImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of a model's score under an attack of growing size.
 *
 * @param score what is measured, e.g. {@code Dice}
 * @param higherIsBetter as with Dice; false for errors
 * @param classes in the order of the model
 * @param points by rising epsilon; epsilon 0 is the clean score
 */
public record RobustnessCurve(
    String score,
    boolean higherIsBetter,
    AttackSpec attack,
    List<String> classes,
    List<Point> points) {

  /** Of a score that is better the higher it is. */
  public RobustnessCurve(
      String score, AttackSpec attack, List<String> classes, List<Point> points) {
    this(score, true, attack, classes, points);
  }

  /**
   * @param epsilon radius of the ball around each slice, in normalised intensities
   */
  public record Point(double epsilon, List<CaseScore> cases) {

    /** Mean over cases of their means over classes; NaN if there is none. */
    public double mean() {
      return cases.stream()
          .mapToDouble(CaseScore::mean)
          .filter(s -> !Double.isNaN(s))
          .average()
          .orElse(Double.NaN);
    }

    /** All objects of all cases, for scores that belong to a data set. */
    public List<ObjectsInImage> objects() {
      return cases.stream().flatMap(c -> c.objects().stream()).toList();
    }

    /** Mean deviation of every measurement over the cases that have it; empty if there is none. */
    public Map<String, Double> deviations() {
      Map<String, Double> means = new LinkedHashMap<>();
      for (CaseScore subject : cases) subject.deviations().keySet().forEach(n -> means.put(n, 0.));
      means.replaceAll(
          (name, none) ->
              cases.stream()
                  .mapToDouble(c -> c.deviations().getOrDefault(name, Double.NaN))
                  .filter(d -> !Double.isNaN(d))
                  .average()
                  .orElse(Double.NaN));
      return means;
    }

    /** Mean over the cases in which the class occurs; NaN if there is none. */
    public double mean(String className) {
      return cases.stream()
          .mapToDouble(c -> c.scores().getOrDefault(className, Double.NaN))
          .filter(s -> !Double.isNaN(s))
          .average()
          .orElse(Double.NaN);
    }
  }

  /**
   * @param scores per class; NaN for a class that neither truth nor prediction contains
   * @param deviations of the user's measurements, see {@link
   *     io.github.robustj.task.Task#deviations}
   * @param objects drawn and found, slice by slice, see {@link
   *     io.github.robustj.task.Task#objects}; files do not keep them
   */
  public record CaseScore(
      String name,
      Map<String, Double> scores,
      Map<String, Double> deviations,
      List<ObjectsInImage> objects) {

    /** Where there are no objects. */
    public CaseScore(String name, Map<String, Double> scores, Map<String, Double> deviations) {
      this(name, scores, deviations, List.of());
    }

    /** Where nothing is measured. */
    public CaseScore(String name, Map<String, Double> scores) {
      this(name, scores, Map.of());
    }

    /** Mean over the classes that are not NaN; NaN if there is none. */
    public double mean() {
      return scores.values().stream()
          .mapToDouble(s -> s)
          .filter(s -> !Double.isNaN(s))
          .average()
          .orElse(Double.NaN);
    }
  }
}
