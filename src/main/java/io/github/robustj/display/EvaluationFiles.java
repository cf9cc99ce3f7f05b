package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CurveTable;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.LandmarkReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.packaging.CurveJson;
import java.math.BigDecimal;
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
    text(beside("-landmarks.csv"), report.csv());
    ImageFiles.png(errors, beside("-errors.png"));
  }

  /**
   * What an evaluation of objects adds: the scores of each class as {@code NAME-detection.csv} and
   * the precision-recall curves as {@code NAME-curves.csv} and {@code NAME-curves.png}.
   *
   * @throws RobustJException if a file cannot be written
   */
  public void writeDetection(DetectionReport report, RobustnessCurve curve) {
    text(beside("-detection.csv"), report.csv());
    text(beside("-curves.csv"), DetectionReport.curvesCsv(curve, report.most()));
    ImageFiles.png(
        DetectionPlots.precisionRecall("Precision and recall", curve, report.most()),
        beside("-curves.png"));
  }

  /**
   * Beside the three, of a search for minimal perturbations {@code NAME-tolerance.csv} and {@code
   * NAME-tolerance.png}, and of a universal attack {@code NAME-universal-EPSILON.tif}, in 32 bit
   * and normalised intensities.
   *
   * @throws RobustJException if a file cannot be written
   */
  public void write(RobustnessCurve curve, ImagePlus plot) {
    CurveJson.write(json, curve);
    text(csv, CurveTable.csv(curve));
    ImageFiles.png(plot, png);
    curve
        .minimal()
        .ifPresent(
            minimal -> {
              text(beside("-tolerance.csv"), CurveTable.csv(minimal));
              ImageFiles.png(Plots.tolerance(curve), beside("-tolerance.png"));
            });
    for (RobustnessCurve.Universal found : curve.universal())
      ImageFiles.tiff(
          Images.of(found.perturbation()),
          beside("-universal-" + number(found.epsilon()) + ".tif"));
  }

  private static String number(double epsilon) {
    return BigDecimal.valueOf(epsilon).stripTrailingZeros().toPlainString();
  }

  private Path beside(String suffix) {
    return csv.resolveSibling(csv.getFileName().toString().replaceAll("\\.csv$", "") + suffix);
  }

  private static void text(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> out.write(bytes));
  }
}
