package io.github.robustj.report;

import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import java.util.List;

/**
 * One of the models that a report is about.
 *
 * @param name of the model, as the report calls it
 * @param pictures PNG files of its worst cases, the worst first; empty where there are none
 */
public record Subject(String name, Evaluation evaluation, List<byte[]> pictures) {

  /** Without pictures. */
  public Subject(String name, Evaluation evaluation) {
    this(name, evaluation, List.of());
  }

  RobustnessCurve curve() {
    return evaluation.curve();
  }
}
