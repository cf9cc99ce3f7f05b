package io.github.robustj.evaluation.check;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the scores themselves tell. */
final class CurveChecks {

  static final CheckType PATIENTS =
      new CheckType("enough patients", Level.USUAL, e -> patients(e.curve()));
  static final CheckType UNKNOWN =
      new CheckType("patients new to the model", Level.USUAL, e -> e.subject().unknown());
  static final CheckType RISING =
      new CheckType("no rise with epsilon", Level.USUAL, e -> rising(e.curve()));

  private CurveChecks() {}

  /** Whether there are patients enough for an interval. */
  static Answer patients(RobustnessCurve curve) {
    long patients =
        curve.points().get(0).cases().stream().map(CaseScore::patient).distinct().count();
    if (patients >= Limits.PATIENTS)
      return Answer.pass("%d patients are enough for an interval over patients.", patients);
    return Answer.flag(
        "There %s, and below %d an interval is too narrow and means say little about others;"
            + " measure on more patients.",
        patients == 1 ? "is only 1 patient" : "are only " + patients + " patients",
        Limits.PATIENTS);
  }

  /**
   * Whether the mean over the cases is nowhere better under a larger perturbation than under a
   * smaller one: by more than a limit, and by more than chance. Of a target, whether it is reached
   * less and the model is farther from it.
   */
  static Answer rising(RobustnessCurve curve) {
    for (int larger = 1; larger < curve.points().size(); larger++)
      for (int smaller = 0; smaller < larger; smaller++) {
        Point from = curve.points().get(smaller);
        Point to = curve.points().get(larger);
        if (rises(curve, from, to))
          return Answer.flag(
              "The model looks better at epsilon %s than at %s, though every perturbation of the"
                  + " smaller ball is in the larger, too: the attack misses what it should find;"
                  + " give it more steps or choose attack=ensemble.",
              Digits.typed(to.epsilon()), Digits.typed(from.epsilon()));
      }
    if (curve.points().size() < 2)
      return Answer.notChecked("There is one epsilon only; give several.");
    return Answer.pass(
        "No score is better at a larger epsilon than at a smaller one, beyond chance.");
  }

  /**
   * Under a target it must move away by both: the changes that are made, and the score against it,
   * which also counts what is to stay. An attack gives one for the other.
   */
  private static boolean rises(RobustnessCurve curve, Point from, Point to) {
    boolean error = !curve.higherIsBetter();
    if (!curve.isTargeted()) return rises(from, to, error, c -> harm(c.mean(), error));
    if (from.epsilon() == 0) return false;
    return rises(from, to, false, c -> c.reach().isGiven() ? c.reach().share() : Double.NaN)
        && rises(from, to, error, c -> -harm(c.reachedMean(), error));
  }

  private static double harm(double score, boolean error) {
    return error ? score : 1 - score;
  }

  private static boolean rises(
      Point from, Point to, boolean error, ToDoubleFunction<CaseScore> harm) {
    List<Double> rises = new ArrayList<>();
    double size = 0;
    for (int i = 0; i < Math.min(from.cases().size(), to.cases().size()); i++) {
      double before = harm.applyAsDouble(from.cases().get(i));
      double after = harm.applyAsDouble(to.cases().get(i));
      if (Double.isNaN(before) || Double.isNaN(after)) continue;
      rises.add(before - after);
      size += Math.abs(before);
    }
    if (rises.isEmpty()) return false;
    double mean = rises.stream().mapToDouble(r -> r).average().orElseThrow();
    double limit = error ? Limits.OF_ERROR * size / rises.size() : Limits.POINTS;
    return mean > limit && mean > Limits.STANDARD_ERRORS * standardError(rises, mean);
  }

  /** Of a mean; 0 of a single value, for which the limit alone counts. */
  private static double standardError(List<Double> values, double mean) {
    int n = values.size();
    if (n == 1) return 0;
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (n - 1) / n);
  }
}
