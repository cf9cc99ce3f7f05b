package io.github.robustj.evaluation;

import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.file.Table;
import io.github.robustj.metric.KnownMean;
import io.github.robustj.statistics.CaseMean;
import io.github.robustj.statistics.Estimate;
import io.github.robustj.statistics.PatientBootstrap;
import io.github.robustj.statistics.PatientBootstrap.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the scores of single cases say together: means, with intervals of 95 % over patients, and
 * the areas under their curves.
 *
 * @param rows metric by metric, the score first; of each the mean over the classes first, then
 *     every class; of each by rising epsilon, the area last
 * @param smallest perturbation that breaks each case; empty for curves of before the tolerance was
 *     kept
 */
public record Summary(List<Row> rows, Optional<SmallestPerturbations> smallest) {

  /** What the mean over the classes is called. */
  public static final String ALL = "all";

  /** What stands in place of an epsilon in the row of an area. */
  public static final String AREA = "area";

  /**
   * @param metric as {@code Dice}
   * @param epsilon NaN for the area under the curve, which is divided by the range of epsilon and
   *     so in the unit of the metric
   * @param mean over cases; of average precision, which belongs to a data set, that of all cases
   * @param cases that have a value at the epsilon, and the {@code patients} they are of; of an area
   *     at the last one
   */
  public record Row(
      String metric, double epsilon, String name, Estimate mean, int cases, int patients) {

    public boolean isArea() {
      return Double.isNaN(epsilon);
    }
  }

  /** The same curve has always the same summary. */
  public static Summary of(RobustnessCurve curve) {
    if (curve.points().isEmpty()) return new Summary(List.of(), Optional.empty());
    Patients patients = Patients.of(curve);
    List<Series> all = new ArrayList<>(series(curve, patients));
    all.addAll(DetectionSeries.of(curve, patients));
    List<Statistic> statistics = new ArrayList<>();
    all.forEach(series -> statistics.addAll(series.statistics(curve)));
    List<Estimate> estimates = new PatientBootstrap(patients.count()).of(statistics);
    List<Row> rows = new ArrayList<>();
    for (Series series : all) series.addRows(curve, estimates, rows);
    return new Summary(List.copyOf(rows), SmallestPerturbations.of(curve));
  }

  /** Why average precision has no interval, a sentence; empty if it has, or there is none. */
  public static String withoutInterval(RobustnessCurve curve) {
    return withoutInterval(curve, DetectionSeries.AFFORDABLE);
  }

  static String withoutInterval(RobustnessCurve curve, long most) {
    List<String> metrics = DetectionSeries.unaffordable(curve, Patients.of(curve), most);
    if (metrics.isEmpty()) return "";
    return "%s without interval: with so many objects, %d draws of patients would take more than half a minute."
        .formatted(String.join(" and ", metrics), PatientBootstrap.DRAWS);
  }

  /** The score and every other metric, over all classes and each. */
  private static List<Series> series(RobustnessCurve curve, Patients patients) {
    List<Series> all = new ArrayList<>();
    all.add(series(curve, patients, curve.score(), ALL, CaseScore::mean));
    for (String name : curve.classes())
      all.add(series(curve, patients, curve.score(), name, c -> value(c.scores(), name)));
    for (String metric : curve.otherMetrics()) {
      all.add(series(curve, patients, metric, ALL, c -> KnownMean.of(other(c, metric).values())));
      for (String name : curve.classes())
        all.add(series(curve, patients, metric, name, c -> value(other(c, metric), name)));
    }
    return all;
  }

  private static Map<String, Double> other(CaseScore subject, String metric) {
    return subject.others().getOrDefault(metric, Map.of());
  }

  private static double value(Map<String, Double> scores, String name) {
    return scores.getOrDefault(name, Double.NaN);
  }

  private static Series series(
      RobustnessCurve curve,
      Patients patients,
      String metric,
      String name,
      ToDoubleFunction<CaseScore> value) {
    List<Series.Height> heights = new ArrayList<>();
    for (Point point : curve.points()) {
      CaseMean mean = patients.mean(point.cases(), value);
      heights.add(new Series.Height(mean, mean.cases(), mean.patients()));
    }
    return new Series(metric, name, heights);
  }

  /**
   * A statistic at every epsilon.
   *
   * @param heights in the order of the epsilons
   */
  record Series(String metric, String name, List<Height> heights) {

    record Height(Statistic statistic, int cases, int patients) {}

    /** At each epsilon, and with two or more the area. */
    List<Statistic> statistics(RobustnessCurve curve) {
      List<Statistic> all = new ArrayList<>();
      heights.forEach(height -> all.add(height.statistic));
      double[] epsilons = curve.points().stream().mapToDouble(Point::epsilon).toArray();
      if (all.size() > 1) all.add(CaseMean.area(epsilons, List.copyOf(all)));
      return all;
    }

    /** Takes its estimates from the next place on, which is as many as there are rows. */
    void addRows(RobustnessCurve curve, List<Estimate> estimates, List<Row> rows) {
      for (int e = 0; e < heights.size(); e++)
        add(curve.points().get(e).epsilon(), e, estimates, rows);
      if (heights.size() > 1) add(Double.NaN, heights.size() - 1, estimates, rows);
    }

    private void add(double epsilon, int at, List<Estimate> estimates, List<Row> rows) {
      Height height = heights.get(at);
      Estimate mean = estimates.get(rows.size());
      rows.add(new Row(metric, epsilon, name, mean, height.cases, height.patients));
    }
  }

  /** The mean score over all classes at each epsilon, by rising epsilon. */
  public List<Row> overall(RobustnessCurve curve) {
    return score(curve, ALL).subList(0, curve.points().size());
  }

  /** The mean score of one class at each epsilon, by rising epsilon. */
  public List<Row> of(String name, RobustnessCurve curve) {
    // A class may be called as the mean over all of them is, whose rows come first.
    List<Row> named = score(curve, name);
    return named.subList(named.size() - curve.points().size(), named.size());
  }

  private List<Row> score(RobustnessCurve curve, String name) {
    return rows.stream()
        .filter(r -> r.metric.equals(curve.score()) && r.name.equals(name) && !r.isArea())
        .toList();
  }

  /** The area under the mean score over all classes; empty with a single epsilon. */
  public Optional<Row> area(RobustnessCurve curve) {
    return rows.stream()
        .filter(r -> r.metric.equals(curve.score()) && r.name.equals(ALL) && r.isArea())
        .findFirst();
  }

  /**
   * With the columns {@code metric, epsilon, class, mean, low, high, cases, patients}, all digits
   * kept; low and high are empty where nothing is known of the interval, epsilon is {@code area}
   * for the area under the curve.
   */
  public Table table() {
    Table table =
        new Table("metric", "epsilon", "class", "mean", "low", "high", "cases", "patients");
    for (Row row : rows)
      table.add(
          row.metric,
          row.isArea() ? AREA : (Object) row.epsilon,
          row.name,
          row.mean.value(),
          row.mean.interval().low(),
          row.mean.interval().high(),
          row.cases,
          row.patients);
    return table;
  }

  /** The same with the digits that each number has, for reading. */
  public Table shown() {
    Table table = new Table(table().columns());
    for (Row row : rows) {
      var digits = row.mean.digits();
      table.add(
          row.metric,
          row.isArea() ? AREA : (Object) row.epsilon,
          row.name,
          digits.text(row.mean.value()),
          digits.text(row.mean.interval().low()),
          digits.text(row.mean.interval().high()),
          row.cases,
          row.patients);
    }
    return table;
  }
}
