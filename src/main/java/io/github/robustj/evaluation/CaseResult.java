package io.github.robustj.evaluation;

import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import java.util.List;
import java.util.Optional;

/**
 * All that an evaluation found about one case.
 *
 * @param name of the case
 * @param scores one for each epsilon, by rising epsilon; empty where a target has nothing to change
 * @param minimal the smallest breaking perturbations, of a search for them
 */
public record CaseResult(
    String name, List<CaseScore> scores, Optional<MinimalPerturbations.OfCase> minimal) {

  /** Of a case in which a target has nothing to change. */
  static CaseResult leftOut(String name) {
    return new CaseResult(name, List.of(), Optional.empty());
  }

  boolean isLeftOut() {
    return scores.isEmpty();
  }
}
