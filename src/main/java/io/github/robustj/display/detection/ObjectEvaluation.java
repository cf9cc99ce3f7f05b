package io.github.robustj.display.detection;

import ij.ImagePlus;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Plots;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.Summary;
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
import java.util.stream.Stream;

/** Average precisions and count errors of objects, class by class. */
record ObjectEvaluation(String model, RobustnessCurve curve, DetectionReport report)
    implements EvaluationView {

  /** Scores of each class, and the curves of precision against recall. */
  static final List<String> FILES = List.of("-detection.csv", "-curves.csv", "-curves.png");

  static ObjectEvaluation of(String model, RobustnessCurve curve, Options options) {
    return new ObjectEvaluation(
        model, curve, DetectionReport.of(curve, options.get(EvaluationTable.MAX_DETECTIONS)));
  }

  @Override
  public Map<String, Consumer<Path>> files() {
    ImagePlus plot = plot("Precision and recall");
    return Map.of(
        FILES.get(0),
        file -> AtomicFiles.text(file, report.table().csv()),
        FILES.get(1),
        file -> AtomicFiles.text(file, DetectionReport.curves(curve, report.most()).csv()),
        FILES.get(2),
        file -> ImageFiles.png(plot, file));
  }

  @Override
  public Map.Entry<String, Table> table() {
    return Map.entry("Objects of " + model, DetectionTables.evaluation(report));
  }

  @Override
  public Optional<ImagePlus> curves() {
    return Optional.of(plot("Precision and recall of " + model));
  }

  private ImagePlus plot(String title) {
    return Plots.precisionRecall(
        title, curve, (point, name) -> DetectionReport.curve(point, name, report.most()));
  }

  @Override
  public String note() {
    return Stream.of(DetectionReport.leftOut(curve, report.most()), Summary.withoutInterval(curve))
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("AP and AP50: max_detections " + report.limit());
    lines.add("epsilon  class           AP50   AP     F1     IoU    count error  bias");
    for (DetectionReport.Row row : report.rows())
      lines.add(
          String.format(
              Locale.ROOT,
              "%7s  %-14s  %.3f  %.3f  %.3f  %.3f  %11.2f  %+.2f",
              Digits.typed(row.epsilon()),
              row.name(),
              row.coco().precision50(),
              row.coco().precision(),
              row.counted().f1(),
              row.counted().iou(),
              row.counted().countError(),
              row.counted().countBias()));
    return lines;
  }
}
