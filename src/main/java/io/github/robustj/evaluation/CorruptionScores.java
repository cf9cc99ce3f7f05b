package io.github.robustj.evaluation;

import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.metric.KnownMean;
import java.util.List;

/**
 * The scores of all cases whose images are corrupted in one way.
 *
 * @param corruption its name in {@link io.github.robustj.corruption.Corruptions}
 * @param severity 1 to 5
 * @param strength what the corruption's parameter was
 * @param cases in the order of the evaluation, scored as clean ones; without objects and metrics
 *     beside the score
 */
public record CorruptionScores(
    String corruption, int severity, double strength, List<CaseScore> cases) {

  /** Mean over cases of their means over classes; NaN if there is none. */
  public double mean() {
    return mean(cases);
  }

  static double mean(List<CaseScore> cases) {
    return KnownMean.of(cases, CaseScore::mean);
  }
}
