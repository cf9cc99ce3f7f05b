package io.github.robustj.evaluation;

import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.file.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores on corrupted images as tables. */
public final class CorruptionTable {

  private CorruptionTable() {}

  /**
   * One number per row, with the columns {@code corruption, severity, strength, case, class,
   * score}; the clean images are severity 0 of the corruption {@code none}. The column of an error
   * is called as in {@link CurveTable}.
   */
  public static Table of(CorruptionReport report, RobustnessCurve curve) {
    Table table =
        new Table("corruption", "severity", "strength", "case", "class", CurveTable.column(curve));
    add(table, "none", 0, Double.NaN, report.clean(), curve.classes());
    for (CorruptionScores s : report.corrupted())
      add(table, s.corruption(), s.severity(), s.strength(), s.cases(), curve.classes());
    return table;
  }

  private static void add(
      Table table,
      String corruption,
      int severity,
      double strength,
      List<CaseScore> cases,
      List<String> classes) {
    for (CaseScore subject : cases)
      for (String name : classes)
        table.add(corruption, severity, strength, subject.name(), name, subject.scores().get(name));
  }

  /**
   * For readers: the mean over cases at each severity, their mean, and how much worse that is than
   * on clean images, in per cent of it.
   */
  public static Table summary(CorruptionReport report, RobustnessCurve curve) {
    Table table = new Table("corruption", "1", "2", "3", "4", "5", "mean", "worse by");
    double clean = report.cleanMean();
    table.add("none (clean images)", "", "", "", "", "", number(clean), "");
    for (String name : report.names()) {
      List<Object> row = new ArrayList<>(List.of(name));
      for (CorruptionScores scores : report.of(name)) row.add(number(scores.mean()));
      double mean = report.mean(name);
      row.add(number(mean));
      double drop = CorruptionReport.relativeDrop(clean, mean, curve.higherIsBetter());
      row.add(Double.isNaN(drop) ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * drop));
      table.add(row);
    }
    return table;
  }

  /** The noise of the images themselves, a sentence. */
  public static String noise(CorruptionReport report) {
    NoiseLevel noise = report.medianNoise();
    if (Double.isNaN(noise.sigma()) || Double.isNaN(noise.share()))
      return "The noise of the images cannot be estimated.";
    return String.format(
        "The images themselves have noise of about %s in their own intensities, %s %% of their range (median of %d cases).",
        digits(noise.sigma()), digits(100 * noise.share()), report.noise().size());
  }

  /** To two digits, which is more than an estimate has. */
  private static String digits(double value) {
    BigDecimal rounded = new BigDecimal(value, new MathContext(2)).stripTrailingZeros();
    return rounded.toPlainString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
  }
}
