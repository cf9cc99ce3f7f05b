package io.github.robustj.evaluation;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.file.Table;
import io.github.robustj.statistics.CaseMean;
import io.github.robustj.statistics.Estimate;
import io.github.robustj.statistics.PairedTest;
import io.github.robustj.statistics.PatientBootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How much the second of two models is ahead of the first on the same cases under the same attack.
 * Intervals are over patients (see {@link PatientBootstrap}), and tests are on the mean difference
 * of each patient, since cases of one patient are no independent witnesses.
 *
 * @param score what is compared, e.g. {@code Dice}
 * @param higherIsBetter whether a positive difference speaks for the second model
 * @param rows by rising epsilon
 * @param area under the curves, with two epsilons or more; else empty
 */
public record PairedComparison(
    String score, boolean higherIsBetter, List<Row> rows, List<Row> area) {

  /** Signs of the permutation test, where there are too many to try all. */
  private static final long SEED = 1;

  /**
   * @param epsilon NaN for the area under the curve
   * @param difference mean score of the second model less that of the first
   * @param cases that both models have a score of, and how many {@code patients} they are of
   * @param signedRank p of Wilcoxon's test, {@code signFlip} of the permutation test; NaN without
   *     any patient
   * @param signedRankHolm,signFlipHolm the same, made larger since there are several epsilons (Holm
   *     1979); of the area, which is one test, the same
   */
  public record Row(
      double epsilon,
      Estimate difference,
      int cases,
      int patients,
      double signedRank,
      double signFlip,
      double signedRankHolm,
      double signFlipHolm) {

    private Row adjusted(double rank, double flip) {
      return new Row(epsilon, difference, cases, patients, signedRank, signFlip, rank, flip);
    }
  }

  /**
   * @param a the first model, {@code b} the second
   * @throws RobustJException with the reason, if they are not of the same score, attack, epsilons
   *     and cases
   */
  public static PairedComparison of(Evaluation a, Evaluation b) {
    requireAlike(a.curve(), b.curve());
    List<Point> first = a.curve().points();
    List<Point> second = b.curve().points();
    RobustnessCurve known = withFewerPatients(a.curve(), b.curve());
    Patients patients = Patients.of(known);
    List<CaseMean> means = new ArrayList<>();
    for (int e = 0; e < first.size(); e++)
      means.add(differences(first.get(e), second.get(e), known.points().get(e).cases(), patients));
    double[] epsilons = first.stream().mapToDouble(Point::epsilon).toArray();
    List<PatientBootstrap.Statistic> all = new ArrayList<>(means);
    if (means.size() > 1) all.add(CaseMean.area(epsilons, means));
    List<Estimate> estimates = new PatientBootstrap(patients.count()).of(all);
    List<Row> rows = new ArrayList<>();
    for (int e = 0; e < means.size(); e++)
      rows.add(row(epsilons[e], estimates.get(e), means.get(e), means.get(e).perPatient()));
    List<Row> area = new ArrayList<>();
    if (means.size() > 1)
      area.add(row(Double.NaN, estimates.get(means.size()), means.get(0), areas(epsilons, means)));
    return new PairedComparison(
        a.curve().score(), a.curve().higherIsBetter(), holm(rows), List.copyOf(area));
  }

  private static Row row(double epsilon, Estimate difference, CaseMean mean, double[] perPatient) {
    double rank = PairedTest.signedRank(perPatient).p();
    double flip = PairedTest.signFlip(perPatient, SEED).p();
    return new Row(epsilon, difference, mean.cases(), mean.patients(), rank, flip, rank, flip);
  }

  private static List<Row> holm(List<Row> rows) {
    double[] rank = PairedTest.holm(rows.stream().mapToDouble(Row::signedRank).toArray());
    double[] flip = PairedTest.holm(rows.stream().mapToDouble(Row::signFlip).toArray());
    return IntStream.range(0, rows.size())
        .mapToObj(i -> rows.get(i).adjusted(rank[i], flip[i]))
        .toList();
  }

  /** The area between the curves of each patient. */
  private static double[] areas(double[] epsilons, List<CaseMean> means) {
    PatientBootstrap.Statistic area = CaseMean.area(epsilons, means);
    int patients = means.get(0).counts().length;
    return IntStream.range(0, patients)
        .mapToDouble(patient -> area.of(alone(patient, patients)))
        .toArray();
  }

  private static int[] alone(int patient, int patients) {
    int[] times = new int[patients];
    times[patient] = 1;
    return times;
  }

  /**
   * The curve that knows fewer patients: cases that either says are of one patient may be no
   * independent witnesses, and which model comes first makes no difference.
   */
  private static RobustnessCurve withFewerPatients(RobustnessCurve a, RobustnessCurve b) {
    return Patients.of(b).count() < Patients.of(a).count() ? b : a;
  }

  /** NaN for a case of which a model has no score. */
  private static CaseMean differences(Point a, Point b, List<CaseScore> known, Patients patients) {
    Map<String, CaseScore> first = byName(a);
    Map<String, CaseScore> second = byName(b);
    return patients.mean(known, c -> second.get(c.name()).mean() - first.get(c.name()).mean());
  }

  private static Map<String, CaseScore> byName(Point point) {
    Map<String, CaseScore> cases = new LinkedHashMap<>();
    point.cases().forEach(c -> cases.put(c.name(), c));
    return cases;
  }

  private static void requireAlike(RobustnessCurve a, RobustnessCurve b) {
    requireEqual("scores", a.score(), b.score());
    requireEqual("attacks", a.attack(), b.attack());
    requireEqual("epsilons", epsilons(a), epsilons(b));
    for (int e = 0; e < a.points().size(); e++) {
      Map<String, CaseScore> first = byName(a.points().get(e));
      Map<String, CaseScore> second = byName(b.points().get(e));
      first.keySet().forEach(name -> requireCase(name, second, "second"));
      second.keySet().forEach(name -> requireCase(name, first, "first"));
    }
  }

  private static List<Double> epsilons(RobustnessCurve curve) {
    return curve.points().stream().map(Point::epsilon).toList();
  }

  private static void requireEqual(String what, Object a, Object b) {
    if (!a.equals(b))
      throw new RobustJException(
          "The two evaluations have different %s, %s and %s; evaluate both models alike."
              .formatted(what, a, b));
  }

  private static void requireCase(String name, Map<String, CaseScore> cases, String which) {
    if (!cases.containsKey(name))
      throw new RobustJException(
          "The case %s is missing in the %s of the two evaluations; evaluate both models on the same cases."
              .formatted(name, which));
  }

  /**
   * Of several models the columns of {@link #table()} after {@code first} and {@code second}, for
   * each pair in the order given; without columns and rows of a single model.
   *
   * @param found what was measured, by the name of the model
   */
  public static Table table(Map<String, Evaluation> found) {
    List<String> names = List.copyOf(found.keySet());
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < names.size(); i++)
      for (int j = i + 1; j < names.size(); j++) {
        Table pair = of(found.get(names.get(i)), found.get(names.get(j))).table();
        tables.add(pair.behind("second", names.get(j)).behind("first", names.get(i)));
      }
    return Table.of(tables);
  }

  /**
   * With the columns {@code epsilon, difference, low, high, cases, patients, p_wilcoxon,
   * p_permutation, p_wilcoxon_holm, p_permutation_holm}, all digits kept; epsilon is {@code area}
   * in the last row.
   */
  public Table table() {
    Table table =
        new Table(
            ("epsilon,difference,low,high,cases,patients,p_wilcoxon,p_permutation,p_wilcoxon_holm,"
                    + "p_permutation_holm")
                .split(","));
    List<Row> all = new ArrayList<>(rows);
    all.addAll(area);
    for (Row row : all) {
      List<Object> cells = new ArrayList<>();
      cells.add(Double.isNaN(row.epsilon) ? Summary.AREA : (Object) row.epsilon);
      cells.addAll(List.of(row.difference.value(), row.difference.interval().low()));
      cells.addAll(List.of(row.difference.interval().high(), row.cases, row.patients));
      cells.addAll(List.of(row.signedRank, row.signFlip, row.signedRankHolm, row.signFlipHolm));
      table.add(cells);
    }
    return table;
  }
}
