package io.github.robustj.testing;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.Reach;
import java.util.List;
import java.util.Map;

/** Curves and scores of cases that a test makes up, with no more than it is about. */
public final class Curves {

  private Curves() {}

  /** Of a score that is better the higher it is. */
  public static RobustnessCurve of(
      String score, AttackSpec attack, List<String> classes, List<Point> points) {
    return new RobustnessCurve(score, true, attack, classes, points);
  }

  /** Of a patient of whom there is no other case, by a single metric. */
  public static CaseScore score(
      String name,
      Map<String, Double> scores,
      Map<String, Double> deviations,
      Map<String, Double> reached,
      List<ObjectsInImage> objects,
      Reach reach) {
    return new CaseScore(name, name, scores, deviations, reached, objects, reach, Map.of());
  }

  /** The same without a target. */
  public static CaseScore score(
      String name,
      Map<String, Double> scores,
      Map<String, Double> deviations,
      List<ObjectsInImage> objects) {
    return score(name, scores, deviations, Map.of(), objects, Reach.NONE);
  }

  /** Where there are no objects. */
  public static CaseScore score(
      String name, Map<String, Double> scores, Map<String, Double> deviations) {
    return score(name, scores, deviations, List.of());
  }

  /** Where nothing is measured. */
  public static CaseScore score(String name, Map<String, Double> scores) {
    return score(name, scores, Map.of());
  }
}
