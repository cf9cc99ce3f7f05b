package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CurveTable;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.LandmarkReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.packaging.CurveJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The files of an evaluation: all numbers as JSON and CSV, and the plot.
 *
 * @param json the first of the three; the others have its name and lie beside it
 */
public record EvaluationFiles(Path json, Path csv, Path png) {

  private static final String JSON = ".json";

  /**
   * @throws RobustJException if the file has another ending, or cannot be written
   */
  public static EvaluationFiles of(Path json) {
    String name = String.valueOf(json.getFileName());
    if (!name.endsWith(JSON))
      throw new RobustJException(
          "The option out is %s but must name a file that ends in .json; add the ending."
              .formatted(json));
    AtomicFiles.requireWritable(json);
    String base = name.substring(0, name.length() - JSON.length());
    return new EvaluationFiles(
        json, json.resolveSibling(base + ".csv"), json.resolveSibling(base + ".png"));
  }

  /**
   * What an evaluation of landmarks adds: the summary as {@code NAME-landmarks.csv} and the
   * cumulative errors as {@code NAME-errors.png}.
   *
   * @throws RobustJException if a file cannot be written
   */
  public void writeLandmarks(LandmarkReport report, ImagePlus errors) {
    String base = csv.getFileName().toString().replaceAll("\\.csv$", "");
    byte[] table = report.csv().getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(csv.resolveSibling(base + "-landmarks.csv"), out -> out.write(table));
    ImageFiles.png(errors, csv.resolveSibling(base + "-errors.png"));
  }

  /**
   * What an evaluation of objects adds: the scores of each class as {@code NAME-detection.csv} and
   * the precision-recall curves as {@code NAME-curves.csv} and {@code NAME-curves.png}.
   *
   * @throws RobustJException if a file cannot be written
   */
  public void writeDetection(DetectionReport report, RobustnessCurve curve) {
    table("-detection.csv", report.csv());
    table("-curves.csv", DetectionReport.curvesCsv(curve));
    ImageFiles.png(
        DetectionPlots.precisionRecall("Precision and recall", curve), beside("-curves.png"));
  }

  private void table(String ending, String content) {
    byte[] table = content.getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(beside(ending), out -> out.write(table));
  }

  private Path beside(String ending) {
    return csv.resolveSibling(csv.getFileName().toString().replaceAll("\\.csv$", "") + ending);
  }

  /**
   * @throws RobustJException if a file cannot be written
   */
  public void write(RobustnessCurve curve, ImagePlus plot) {
    CurveJson.write(json, curve);
    byte[] table = CurveTable.csv(curve).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(csv, out -> out.write(table));
    ImageFiles.png(plot, png);
  }
}
