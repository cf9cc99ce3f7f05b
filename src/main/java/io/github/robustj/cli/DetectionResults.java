package io.github.robustj.cli;

import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.RobustnessCurve;
import java.util.Locale;

/** The verbs on a detection model. */
final class DetectionResults {

  private DetectionResults() {}

  /** Average precisions and count errors, class by class. */
  static void evaluate(
      EvaluationFiles files, RobustnessCurve curve, Verb.Session session) {
    DetectionReport report = DetectionReport.of(curve, ModelTask.thresholds(options.path("model")));
    files.writeDetection(report, curve);
    say(session, "epsilon  class            AP50     AP  F1     IoU    count error  bias");
    for (DetectionReport.Row row : report.rows())
      say(
          session,
          "%7.4g  %-14s  %.4f  %.4f  %.3f  %.3f  %11.2f  %+.2f",
          row.epsilon(),
          row.name(),
          row.coco().precision50(),
          row.coco().precision(),
          row.counted().f1(),
          row.counted().iou(),
          row.counted().countError(),
          row.counted().countBias());
  }

  private static void say(Verb.Session session, String format, Object... values) {
    session.out().println(String.format(Locale.ROOT, format, values));
  }
}
