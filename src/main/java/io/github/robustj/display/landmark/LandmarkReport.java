package io.github.robustj.display.landmark;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.file.Table;
import io.github.robustj.metric.RadialErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The errors of landmarks summed up as the cephalometric literature does: mean radial error with
 * its standard deviation, and the share of landmarks found within each tolerance.
 *
 * @param tolerances in the unit of the errors
 * @param rows by rising epsilon; all landmarks together first, then each
 * @param unit of all errors and tolerances, {@code mm} or {@code pixel}
 */
public record LandmarkReport(List<Double> tolerances, List<Row> rows, String unit) {

  /** What the row over all landmarks is called. */
  public static final String ALL = Summary.ALL;

  private static final Pattern UNIT = Pattern.compile("\\((\\w+)\\)$");

  /**
   * @param count of the distances, missing landmarks left out
   * @param mean radial error, {@code deviation} its standard deviation; NaN over no distance
   * @param rates share of the distances below each tolerance, 0 to 1
   */
  public record Row(
      double epsilon,
      String landmark,
      int count,
      double mean,
      double deviation,
      List<Double> rates) {}

  /**
   * @param curve of a landmark model
   */
  public static LandmarkReport of(RobustnessCurve curve, List<Double> tolerances) {
    List<Row> rows = new ArrayList<>();
    for (Point point : curve.points()) {
      rows.add(row(point, ALL, errors(point), tolerances));
      for (String name : curve.classes())
        rows.add(row(point, name, errors(point, name), tolerances));
    }
    return new LandmarkReport(List.copyOf(tolerances), List.copyOf(rows), unit(curve));
  }

  /** The one in brackets behind the name of the score, as in {@code Radial error (mm)}. */
  public static String unit(RobustnessCurve curve) {
    Matcher unit = UNIT.matcher(curve.score());
    return unit.find() ? unit.group(1) : "";
  }

  /** All distances at one epsilon, NaN for missing landmarks. */
  public static double[] errors(Point point) {
    return point.cases().stream()
        .flatMapToDouble(c -> c.scores().values().stream().mapToDouble(error -> error))
        .toArray();
  }

  /**
   * With the columns {@code epsilon, landmark, count, mre, sd}, {@code sdr_T} for each tolerance T,
   * and {@code unit}.
   */
  public Table table() {
    List<String> columns = new ArrayList<>(List.of("epsilon", "landmark", "count", "mre", "sd"));
    tolerances.forEach(tolerance -> columns.add("sdr_" + tolerance));
    columns.add("unit");
    Table table = new Table(columns);
    for (Row row : rows) {
      List<Object> cells =
          new ArrayList<>(List.of(row.epsilon, row.landmark, row.count, row.mean, row.deviation));
      cells.addAll(row.rates);
      cells.add(unit);
      table.add(cells);
    }
    return table;
  }

  private static double[] errors(Point point, String landmark) {
    return point.cases().stream().mapToDouble(c -> score(c, landmark)).toArray();
  }

  private static double score(CaseScore subject, String landmark) {
    return subject.scores().getOrDefault(landmark, Double.NaN);
  }

  private static Row row(Point point, String landmark, double[] errors, List<Double> tolerances) {
    return new Row(
        point.epsilon(),
        landmark,
        RadialErrors.sorted(errors).length,
        RadialErrors.mean(errors),
        RadialErrors.deviation(errors),
        tolerances.stream().map(t -> RadialErrors.detectionRate(t, errors)).toList());
  }
}
