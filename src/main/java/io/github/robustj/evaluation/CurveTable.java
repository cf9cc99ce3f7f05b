package io.github.robustj.evaluation;

import io.github.robustj.training.Csv;
import java.util.ArrayList;
import java.util.List;

/** A robustness curve as a tidy table: one number per line. */
public final class CurveTable {

  private CurveTable() {}

  /**
   * Comma-separated values with the columns {@code epsilon, case, class, score}, where the score is
   * an error {@code error_mm} or {@code error_pixel} instead of {@code score}; under a targeted
   * attack also {@code target_score}, the score against the target, and {@code reached, wanted},
   * how many of the changes that the target asks for in the case were made; an empty score for a
   * class that neither truth nor prediction contains.
   */
  public static String csv(RobustnessCurve curve) {
    boolean targeted = curve.isTargeted();
    List<List<String>> rows = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of("epsilon", "case", "class", column(curve)));
    if (targeted) heading.addAll(List.of("target_" + column(curve), "reached", "wanted"));
    rows.add(heading);
    for (RobustnessCurve.Point point : curve.points())
      for (RobustnessCurve.CaseScore subject : point.cases())
        for (String name : curve.classes()) {
          List<String> row = new ArrayList<>();
          row.add(Csv.number(point.epsilon()));
          row.add(subject.name());
          row.add(name);
          row.add(Csv.number(subject.scores().get(name)));
          if (targeted) {
            row.add(Csv.number(subject.reached().getOrDefault(name, Double.NaN)));
            row.add("" + subject.reach().reached());
            row.add("" + subject.reach().wanted());
          }
          rows.add(row);
        }
    return Csv.write(rows);
  }

  /** The unit of an error stands in its name, as in {@code Radial error (mm)}. */
  private static String column(RobustnessCurve curve) {
    if (curve.higherIsBetter()) return "score";
    return curve.score().replaceFirst(".*\\((.*)\\)", "error_$1");
  }

  /**
   * Comma-separated values with the columns {@code case, slice, epsilon}: the smallest epsilon that
   * breaks it, empty where none was found. Slice 0 is the whole case.
   */
  public static String csv(MinimalPerturbations minimal) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("case", "slice", "epsilon"));
    for (MinimalPerturbations.OfCase subject : minimal.cases()) {
      rows.add(List.of(subject.name(), "0", size(subject.whole())));
      for (int i = 0; i < subject.slices().size(); i++)
        rows.add(List.of(subject.name(), "" + (i + 1), size(subject.slices().get(i))));
    }
    return Csv.write(rows);
  }

  private static String size(double epsilon) {
    return Double.isInfinite(epsilon) ? "" : Csv.number(epsilon);
  }
}
