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
 * @param asked how many images the model was asked about for it, each time counted
 * @param notFinite how many of its answers were no finite numbers
 */
public record CaseResult(
    String name,
    List<CaseScore> scores,
    Optional<MinimalPerturbations.OfCase> minimal,
    long asked,
    long notFinite) {

  /** Where nobody has counted. */
  public CaseResult(
      String name, List<CaseScore> scores, Optional<MinimalPerturbations.OfCase> minimal) {
    this(name, scores, minimal, 0, 0);
  }

  /** The same after as many questions and as many answers that were no finite numbers. */
  public CaseResult answered(long questions, long broken) {
    return new CaseResult(name, scores, minimal, questions, broken);
  }

  /** Of a case in which a target has nothing to change. */
  static CaseResult leftOut(String name) {
    return new CaseResult(name, List.of(), Optional.empty());
  }

  boolean isLeftOut() {
    return scores.isEmpty();
  }
}
