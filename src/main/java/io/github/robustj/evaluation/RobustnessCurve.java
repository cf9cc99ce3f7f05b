package io.github.robustj.evaluation;

import io.github.robustj.attack.AttackSpec;
import java.util.List;
import java.util.Map;

/**
 * What is left of a model's score under an attack of growing size.
 *
 * @param score what is measured, e.g. {@code Dice}; higher is better
 * @param classes in the order of the model
 * @param points by rising epsilon; epsilon 0 is the clean score
 */
public record RobustnessCurve(
    String score, AttackSpec attack, List<String> classes, List<Point> points) {

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
   */
  public record CaseScore(String name, Map<String, Double> scores) {

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
