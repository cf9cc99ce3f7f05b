package io.github.robustj.display.landmark;

import ij.ImagePlus;
import io.github.robustj.data.Measurement;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Plots;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.WorstCases;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Table;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.option.Options;
import io.github.robustj.statistics.Digits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Errors and detection rates of landmarks, deviations of the measurements, the worst cases. */
record PointEvaluation(
    String model, RobustnessCurve curve, LandmarkReport report, List<Measurement> measurements)
    implements EvaluationView {

  /** Summary and cumulative errors. */
  static final List<String> FILES = List.of("-landmarks.csv", "-errors.png");

  static PointEvaluation of(String model, RobustnessCurve curve, Options options) {
    return new PointEvaluation(
        model,
        curve,
        LandmarkReport.of(curve, options.get(EvaluationTable.TOLERANCES)),
        options.get(EvaluationTable.MEASUREMENTS));
  }

  @Override
  public Map<String, Consumer<Path>> files() {
    ImagePlus errors = Plots.cumulativeErrors("Cumulative errors", curve, LandmarkReport::errors);
    return Map.of(
        FILES.get(0),
        file -> AtomicFiles.text(file, report.table().csv()),
        FILES.get(1),
        file -> ImageFiles.png(errors, file));
  }

  @Override
  public Map.Entry<String, Table> table() {
    return Map.entry("Landmarks of " + model, report.table());
  }

  @Override
  public Map<String, Table> further() {
    return Map.of("Worst cases of " + model, LandmarkTables.worst(curve));
  }

  @Override
  public Optional<ImagePlus> shown() {
    return Optional.of(Plots.cumulativeErrors("Errors of " + model, curve, LandmarkReport::errors));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (LandmarkReport.Row row : report.rows())
      lines.add(
          line(
              "epsilon %s  %s  MRE %s  SDR %s",
              Digits.typed(row.epsilon()),
              row.landmark(),
              Digits.spread(row.mean(), row.deviation()),
              rates(row)));
    Map<String, String> units = units();
    for (RobustnessCurve.Point point : curve.points()) {
      point
          .deviations()
          .forEach(
              (name, mean) ->
                  lines.add(
                      line(
                          "epsilon %s  %s  mean absolute error %.3f %s",
                          Digits.typed(point.epsilon()), name, mean, units.get(name))));
      String worst =
          WorstCases.of(curve, point, 5).stream()
              .map(subject -> line("%s %.3f", subject.name(), subject.mean()))
              .collect(Collectors.joining(", "));
      lines.add(line("epsilon %s  worst: %s", Digits.typed(point.epsilon()), worst));
    }
    return lines;
  }

  /** Units of the measurements, by name; lengths have that of the errors. */
  private Map<String, String> units() {
    return measurements.stream()
        .collect(Collectors.toMap(Measurement::name, m -> m.unit(report.unit())));
  }

  private String rates(LandmarkReport.Row row) {
    List<String> rates = new ArrayList<>();
    for (int t = 0; t < row.rates().size(); t++)
      rates.add(line("%.1f%% < %s", 100 * row.rates().get(t), report.tolerances().get(t)));
    return String.join(", ", rates);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
