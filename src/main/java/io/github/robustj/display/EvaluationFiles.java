package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CurveTable;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.LandmarkReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.RealPath;
import io.github.robustj.packaging.CurveJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of an evaluation: all numbers as JSON and CSV, and the plot.
 *
 * @param json the first of the three; the others have its name and lie beside it
 */
public record EvaluationFiles(Path json, Path csv, Path png, Outputs outputs) {

  private static final String JSON = ".json";
  private static final String LANDMARKS = "-landmarks.csv";
  private static final String ERRORS = "-errors.png";
  private static final String DETECTION = "-detection.csv";
  private static final String CURVES = "-curves.csv";
  private static final String CURVE_PLOT = "-curves.png";
  private static final String TOLERANCE = "-tolerance.csv";
  private static final String TOLERANCE_PLOT = "-tolerance.png";

  /** What only some evaluations write. */
  private static final List<String> FURTHER =
      List.of(LANDMARKS, ERRORS, DETECTION, CURVES, CURVE_PLOT, TOLERANCE, TOLERANCE_PLOT);

  /**
   * @param outputs what may be replaced
   * @throws RobustJException if the file has another ending, or cannot be written
   */
  public static EvaluationFiles of(Path json, Outputs outputs) {
    String name = String.valueOf(json.getFileName());
    if (!name.endsWith(JSON))
      throw new RobustJException(
          "The option out is %s but must name a file that ends in .json; add the ending."
              .formatted(json));
    String base = name.substring(0, name.length() - JSON.length());
    EvaluationFiles files =
        new EvaluationFiles(
            json, json.resolveSibling(base + ".csv"), json.resolveSibling(base + ".png"), outputs);
    for (Path file : List.of(json, files.csv, files.png)) outputs.require(file);
    for (String suffix : FURTHER) outputs.require(files.beside(suffix));
    AtomicFiles.removeLeftovers(RealPath.of(json).getParent());
    return files;
  }

  /**
   * What an evaluation of landmarks adds: the summary as {@code NAME-landmarks.csv} and the
   * cumulative errors as {@code NAME-errors.png}.
   *
   * @throws RobustJException if a file cannot be written
   */
  public void writeLandmarks(LandmarkReport report, ImagePlus errors) {
    text(beside(LANDMARKS), report.csv());
    png(errors, beside(ERRORS));
  }

  /**
   * What an evaluation of objects adds: the scores of each class as {@code NAME-detection.csv} and
   * the precision-recall curves as {@code NAME-curves.csv} and {@code NAME-curves.png}.
   *
   * @throws RobustJException if a file cannot be written
   */
  public void writeDetection(DetectionReport report, RobustnessCurve curve) {
    text(beside(DETECTION), report.csv());
    text(beside(CURVES), DetectionReport.curvesCsv(curve, report.most()));
    png(
        DetectionPlots.precisionRecall("Precision and recall", curve, report.most()),
        beside(CURVE_PLOT));
  }

  /**
   * Beside the three, of a search for minimal perturbations {@code NAME-tolerance.csv} and {@code
   * NAME-tolerance.png}, and of a universal attack {@code NAME-universal-EPSILON.tif}, in 32 bit
   * and normalised intensities.
   *
   * @throws RobustJException if a file cannot be written
   */
  public void write(RobustnessCurve curve, ImagePlus plot) {
    for (String suffix : FURTHER) outputs.remove(beside(suffix));
    outputs.write(json, file -> CurveJson.write(file, curve));
    text(csv, CurveTable.csv(curve));
    png(plot, png);
    curve
        .minimal()
        .ifPresent(
            minimal -> {
              text(beside(TOLERANCE), CurveTable.csv(minimal));
              png(Plots.tolerance(curve), beside(TOLERANCE_PLOT));
            });
    for (RobustnessCurve.Universal found : curve.universal())
      outputs.write(
          beside("-universal-" + number(found.epsilon()) + ".tif"),
          file -> ImageFiles.tiff(Images.of(found.perturbation()), file));
  }

  private static String number(double epsilon) {
    return BigDecimal.valueOf(epsilon).stripTrailingZeros().toPlainString();
  }

  private Path beside(String suffix) {
    return csv.resolveSibling(csv.getFileName().toString().replaceAll("\\.csv$", "") + suffix);
  }

  private void png(ImagePlus plot, Path file) {
    outputs.write(file, f -> ImageFiles.png(plot, f));
  }

  private void text(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    outputs.write(file, f -> AtomicFiles.write(f, out -> out.write(bytes)));
  }
}
