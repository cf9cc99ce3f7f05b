package io.github.robustj.display.segmentation;

import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.Tables;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
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
    if (curve.otherMetrics().isEmpty()) return List.of();
    List<String> lines = new ArrayList<>();
    for (RobustnessCurve.Point point : curve.points())
      for (String name : curve.classes()) {
        StringBuilder line =
            new StringBuilder("epsilon %s  %s".formatted(Digits.typed(point.epsilon()), name));
        for (String metric : curve.otherMetrics())
          line.append("  ").append(metric).append(' ').append(mean(point, metric, name));
        lines.add(line.toString());
      }
    return lines;
  }

  /** With how many cases it is of, where some have no value, as a share of an empty truth. */
  private static String mean(RobustnessCurve.Point point, String metric, String name) {
    double mean = point.otherMean(metric, name);
    long told = point.cases().stream().filter(c -> !Double.isNaN(value(c, metric, name))).count();
    int all = point.cases().size();
    return Digits.plain(mean).text(mean)
        + (told < all ? " (%d of %d cases)".formatted(told, all) : "");
  }

  private static double value(RobustnessCurve.CaseScore subject, String metric, String name) {
    return subject.others().getOrDefault(metric, Map.of()).getOrDefault(name, Double.NaN);
  }
}
