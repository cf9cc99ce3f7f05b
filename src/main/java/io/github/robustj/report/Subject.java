package io.github.robustj.report;

import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.statistics.Estimate;
import java.util.List;

/**
 * One of the models that a report is about.
 *
 * @param name of the model, as the report calls it
 * @param pictures PNG files of its worst cases, the worst first; empty where there are none
 * @param estimates the means of its curve
 */
public record Subject(
    String name, Evaluation evaluation, List<byte[]> pictures, Estimates estimates) {

  public Subject(String name, Evaluation evaluation, List<byte[]> pictures) {
    this(name, evaluation, pictures, Estimates.of(evaluation));
  }

  /** Without pictures. */
  public Subject(String name, Evaluation evaluation) {
    this(name, evaluation, List.of());
  }

  /** At the largest epsilon. */
  Estimate last() {
    return estimates.means().get(estimates.means().size() - 1);
  }

  /** At the smallest. */
  Estimate first() {
    return estimates.means().get(0);
  }

  RobustnessCurve curve() {
    return evaluation.curve();
  }
}
