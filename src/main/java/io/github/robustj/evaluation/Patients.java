package io.github.robustj.evaluation;

import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.statistics.CaseMean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Whom the cases of a curve are of.
 *
 * @param indices of the patients, in the order of their first cases
 */
record Patients(Map<String, Integer> indices) {

  static Patients of(RobustnessCurve curve) {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (Point point : curve.points())
      for (CaseScore subject : point.cases())
        indices.putIfAbsent(subject.patient(), indices.size());
    return new Patients(indices);
  }

  int count() {
    return indices.size();
  }

  int of(CaseScore subject) {
    return indices.get(subject.patient());
  }

  /** The mean of a score over cases. */
  CaseMean mean(List<CaseScore> cases, ToDoubleFunction<CaseScore> score) {
    return CaseMean.of(
        cases.stream().mapToDouble(score).toArray(),
        cases.stream().mapToInt(this::of).toArray(),
        count());
  }
}
