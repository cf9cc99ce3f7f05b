package io.github.robustj.evaluation;

import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import java.util.Comparator;
import java.util.List;

/** The cases a model does worst on, to be looked at. */
public final class WorstCases {

  private WorstCases() {}

  /**
   * The worst cases at one epsilon by their mean score, the worst first; those without a score are
   * left out. Of equal ones by name.
   *
   * @param most that are wanted
   */
  public static List<CaseScore> of(RobustnessCurve curve, Point point, int most) {
    Comparator<CaseScore> rising = Comparator.comparingDouble(CaseScore::mean);
    return point.cases().stream()
        .filter(c -> !Double.isNaN(c.mean()))
        .sorted(
            (curve.higherIsBetter() ? rising : rising.reversed()).thenComparing(CaseScore::name))
        .limit(most)
        .toList();
  }
}
