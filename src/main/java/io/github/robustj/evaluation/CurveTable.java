package io.github.robustj.evaluation;

import io.github.robustj.training.Csv;
import java.util.ArrayList;
import java.util.List;

/** A robustness curve as a tidy table: one number per line. */
public final class CurveTable {

  private CurveTable() {}

  /**
   * Comma-separated values with the columns {@code epsilon, case, class, score}; an empty score for
   * a class that neither truth nor prediction contains.
   */
  public static String csv(RobustnessCurve curve) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("epsilon", "case", "class", "score"));
    for (RobustnessCurve.Point point : curve.points())
      for (RobustnessCurve.CaseScore subject : point.cases())
        for (String name : curve.classes())
          rows.add(
              List.of(
                  Csv.number(point.epsilon()),
                  subject.name(),
                  name,
                  Csv.number(subject.scores().get(name))));
    return Csv.write(rows);
  }
}
