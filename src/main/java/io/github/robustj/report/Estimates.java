package io.github.robustj.report;

import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.Summary.Row;
import io.github.robustj.statistics.Estimate;
import java.util.List;

/**
 * Means over cases with intervals over patients, as the summary of an evaluation has them.
 *
 * @param means one for each point of the curve
 * @param area under the curve divided by the range of epsilon; NaN of a single point
 */
record Estimates(List<Estimate> means, Estimate area) {

  static Estimates of(Evaluation evaluation) {
    RobustnessCurve curve = evaluation.curve();
    return new Estimates(
        evaluation.summary().overall(curve).stream().map(Row::mean).toList(),
        evaluation.summary().area(curve).map(Row::mean).orElse(new Estimate(Double.NaN)));
  }

  /** The means of one class. */
  static List<Estimate> of(Evaluation evaluation, String name) {
    return evaluation.summary().of(name, evaluation.curve()).stream().map(Row::mean).toList();
  }
}
