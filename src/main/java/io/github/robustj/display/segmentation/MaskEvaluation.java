package io.github.robustj.display.segmentation;

import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.Tables;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Dice as every score, and the means of the metrics of shapes. */
record MaskEvaluation(String model, RobustnessCurve curve) implements EvaluationView {

  @Override
  public Map.Entry<String, Table> table() {
    return Map.entry("Robustness of " + model, Tables.evaluation(model, curve));
  }

  @Override
  public Map<String, Table> further() {
    return curve.otherMetrics().isEmpty() ? Map.of() : Map.of("Shapes of " + model, shapes());
  }

  /** A row per epsilon and class: {@code epsilon, class}, a column for each metric. */
  private Table shapes() {
    List<String> columns = new ArrayList<>(List.of("epsilon", "class"));
    columns.addAll(curve.otherMetrics());
    Table table = new Table(columns);
    for (RobustnessCurve.Point point : curve.points())
      for (String name : curve.classes()) {
        List<Object> row = new ArrayList<>(List.of(point.epsilon(), name));
        for (String metric : curve.otherMetrics()) row.add(point.otherMean(metric, name));
        table.add(row);
      }
    return table;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<Object> row : shapes().rows()) {
      StringBuilder line =
          new StringBuilder(String.format(Locale.ROOT, "epsilon %.4g  %s", row.get(0), row.get(1)));
      List<String> metrics = curve.otherMetrics();
      for (int m = 0; m < metrics.size(); m++)
        line.append(String.format(Locale.ROOT, "  %s %.3g", metrics.get(m), row.get(m + 2)));
      lines.add(line.toString());
    }
    return curve.otherMetrics().isEmpty() ? List.of() : lines;
  }
}
