package io.github.robustj.evaluation;

import io.github.robustj.file.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A robustness curve as a tidy table: one number per row. */
public final class CurveTable {

  private CurveTable() {}

  /**
   * With the columns {@code epsilon, case, patient, class, score}, where the score is an error
   * {@code error_mm} or {@code error_pixel} instead of {@code score}; under a targeted attack also
   * {@code target_score}, the score against the target, and {@code reached, wanted}, how many of
   * the changes that the target asks for in the case were made; then one for each other metric of
   * the task; then, where it is known, what the perturbation of the case looks like, {@code
   * psnr_db, ssim, rms, linf}, see {@link Visibility}, and {@code epsilon_unit}; an empty score for
   * a class that neither truth nor prediction contains.
   */
  public static Table of(RobustnessCurve curve) {
    boolean targeted = curve.isTargeted();
    List<String> columns =
        new ArrayList<>(List.of("epsilon", "case", "patient", "class", column(curve)));
    if (targeted) columns.addAll(List.of("target_" + column(curve), "reached", "wanted"));
    List<String> others = curve.otherMetrics();
    columns.addAll(others);
    boolean seen = curve.hasVisibility();
    if (seen) columns.addAll(List.of("psnr_db", "ssim", "rms", "linf", "epsilon_unit"));
    Table table = new Table(columns);
    for (RobustnessCurve.Point point : curve.points())
      for (RobustnessCurve.CaseScore subject : point.cases())
        for (String name : curve.classes()) {
          List<Object> row =
              new ArrayList<>(List.of(point.epsilon(), subject.name(), subject.patient(), name));
          row.add(subject.scores().get(name));
          if (targeted) {
            row.add(subject.reached().getOrDefault(name, Double.NaN));
            row.addAll(List.of(subject.reach().reached(), subject.reach().wanted()));
          }
          for (String metric : others)
            row.add(subject.others().getOrDefault(metric, Map.of()).getOrDefault(name, Double.NaN));
          if (seen) {
            row.addAll(visibility(subject));
            row.add(curve.attack().unit().toString());
          }
          table.add(row);
        }
    return table;
  }

  /** Nothing for a PSNR that is infinite, and where it is not known. */
  private static List<Double> visibility(RobustnessCurve.CaseScore subject) {
    return subject
        .visibility()
        .map(v -> List.of(size(v.psnr()), v.ssim(), v.rms(), v.linf()))
        .orElse(Collections.nCopies(4, Double.NaN));
  }

  /** The unit of an error stands in its name, as in {@code Radial error (mm)}. */
  static String column(RobustnessCurve curve) {
    if (curve.higherIsBetter()) return "score";
    return curve.score().replaceFirst(".*\\((.*)\\)", "error_$1");
  }

  /**
   * With the columns {@code case, slice, epsilon}: the smallest epsilon that breaks it, empty where
   * none was found. Slice 0 is the whole case.
   */
  public static Table of(MinimalPerturbations minimal) {
    Table table = new Table("case", "slice", "epsilon");
    for (MinimalPerturbations.OfCase subject : minimal.cases()) {
      table.add(subject.name(), 0, size(subject.whole()));
      for (int i = 0; i < subject.slices().size(); i++)
        table.add(subject.name(), i + 1, size(subject.slices().get(i)));
    }
    return table;
  }

  private static double size(double epsilon) {
    return Double.isInfinite(epsilon) ? Double.NaN : epsilon;
  }
}
