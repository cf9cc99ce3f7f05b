package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.CorruptionTable;
import io.github.robustj.evaluation.CurveTable;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.check.Checks;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Table;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.statistics.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of an evaluation: all numbers as JSON and CSV, and the plot. What an earlier run wrote
 * goes when all that comes in its place is there.
 *
 * @param json the first of the three; the others have its name and lie beside it
 * @param further how the names of all files end that only some evaluations write
 * @param written by this run so far
 */
public record EvaluationFiles(
    Path json, Path csv, Path png, Outputs outputs, List<String> further, Set<Path> written) {

  private static final String JSON = ".json";
  private static final String FAILED = "-failed.csv";
  private static final String TOLERANCE = "-tolerance.csv";
  private static final String CHECKS = "-checks.csv";
  private static final String SUMMARY = "-summary.csv";
  private static final String SMALLEST = "-smallest.csv";
  private static final String CERTIFICATE = "-certificate.csv";
  private static final String CERTIFIED = "-certificate.tif";
  private static final String UNIVERSAL = "-universal-";
  private static final String CORRUPTIONS = "-corruptions.csv";
  private static final String TOLERANCE_PLOT = "-tolerance.png";

  /** The report of the evaluation as a page and as a table for a paper. */
  public static final String PAGE = ".html";

  public static final String LATEX = ".tex";

  private static final String UNFINISHED = "-unfinished.jsonl";

  /** What stands beside the three, some of it only of some evaluations, of any task. */
  private static final List<String> FURTHER =
      List.of(
          FAILED,
          CHECKS,
          CERTIFICATE,
          CERTIFIED,
          TOLERANCE,
          TOLERANCE_PLOT,
          SUMMARY,
          SMALLEST,
          CORRUPTIONS,
          PAGE,
          LATEX);

  /**
   * @param outputs what may be replaced
   * @param ofTasks how the names of those files end that only evaluations of one task write
   * @throws RobustJException if the file has another ending, or cannot be written
   */
  public static EvaluationFiles of(Path json, Outputs outputs, List<String> ofTasks) {
    List<String> further = new ArrayList<>(FURTHER);
    further.addAll(WorstPictures.suffixes());
    further.addAll(ofTasks);
    String name = String.valueOf(json.getFileName());
    if (!name.endsWith(JSON))
      throw new RobustJException(
          "The option out is %s but must name a file that ends in .json; add the ending."
              .formatted(json));
    String base = name.substring(0, name.length() - JSON.length());
    EvaluationFiles files =
        new EvaluationFiles(
            json,
            json.resolveSibling(base + ".csv"),
            json.resolveSibling(base + ".png"),
            outputs,
            further,
            new HashSet<>());
    for (Path file : List.of(json, files.csv, files.png)) outputs.require(file);
    for (String suffix : further) outputs.require(files.beside(suffix));
    for (Path universal : files.universal()) outputs.require(universal);
    AtomicFiles.removeLeftovers(RealPath.of(json).getParent());
    return files;
  }

  /**
   * Beside the three {@code NAME-summary.csv} with means and intervals, {@code NAME-smallest.csv}
   * with the smallest perturbation known to break each case, of a search for minimal perturbations
   * {@code NAME-tolerance.csv} and {@code NAME-tolerance.png}, and of a universal attack {@code
   * NAME-universal-EPSILON.tif}, in 32 bit and normalised intensities; of cases that could not be
   * used {@code NAME-failed.csv}, of checks {@code NAME-checks.csv}, of a certificate {@code
   * NAME-certificate.csv} and {@code NAME-certificate.tif}, the radii of the case with the lowest
   * certified Dice, of corrupted images {@code NAME-corruptions.csv}. The JSON comes last.
   *
   * @param others the files that only its task has, and a report, by how their names end
   * @throws RobustJException if a file cannot be written; with what goes on, if anything does
   */
  public void write(Evaluation evaluation, ImagePlus plot, Map<String, Consumer<Path>> others) {
    try {
      writeAll(evaluation, plot, others);
    } catch (RobustJException e) {
      throw ResumableEvaluation.goingOn(unfinished(), e);
    }
  }

  private void writeAll(Evaluation evaluation, ImagePlus plot, Map<String, Consumer<Path>> others) {
    RobustnessCurve curve = evaluation.curve();
    others.forEach((suffix, writer) -> write(beside(suffix), writer));
    table(csv, CurveTable.of(curve));
    png(plot, png);
    table(beside(SUMMARY), evaluation.summary().table());
    evaluation.summary().smallest().ifPresent(found -> table(beside(SMALLEST), found.table()));
    if (!curve.failed().isEmpty()) writeFailed(curve);
    evaluation
        .corruptions()
        .ifPresent(report -> table(beside(CORRUPTIONS), CorruptionTable.of(report, curve)));
    if (!evaluation.checks().isEmpty()) table(beside(CHECKS), Checks.table(evaluation.checks()));
    evaluation.certificate().ifPresent(this::certificate);
    curve
        .minimal()
        .ifPresent(
            minimal -> {
              table(beside(TOLERANCE), CurveTable.of(minimal));
              png(Plots.tolerance(curve), beside(TOLERANCE_PLOT));
            });
    for (RobustnessCurve.Universal found : curve.universal())
      write(
          beside(UNIVERSAL + Digits.typed(found.epsilon()) + ".tif"),
          file -> ImageFiles.tiff(Images.of(found.perturbation()), file));
    removeOthers();
    // A comparison takes it for all of them, so that a killed one must not leave it alone.
    outputs.write(json, file -> EvaluationJson.write(file, evaluation));
  }

  /** Where finished work is kept while the evaluation runs, until {@link #removeUnfinished}. */
  public Path unfinished() {
    return beside(UNFINISHED);
  }

  /** Ends what a run with {@code resume} would go on with. */
  public void removeUnfinished() {
    try {
      Files.deleteIfExists(unfinished());
    } catch (IOException e) {
      throw WriteFailure.sentence(unfinished(), e);
    }
  }

  private void certificate(Certificate proved) {
    table(beside(CERTIFICATE), CertificateView.table(proved));
    proved
        .map()
        .ifPresent(
            map ->
                write(
                    beside(CERTIFIED),
                    file -> ImageFiles.tiff(CertificateView.map(map, proved.radius()), file)));
  }

  /** What an earlier run wrote and this one has not to say. */
  private void removeOthers() {
    List<Path> all = new ArrayList<>(universal());
    further.forEach(suffix -> all.add(beside(suffix)));
    all.removeAll(written);
    all.forEach(outputs::remove);
  }

  private void writeFailed(RobustnessCurve curve) {
    Table table = new Table("case", "reason");
    curve.failed().forEach(table::add);
    table(beside(FAILED), table);
  }

  /**
   * Ends an evaluation whose results are written.
   *
   * @throws RobustJException naming the cases that could not be used, if there are any
   */
  public void requireAll(RobustnessCurve curve) {
    if (curve.failed().isEmpty()) return;
    throw new RobustJException(
        "%d of %d cases failed: %s; %s says why, and the results of the others are complete."
            .formatted(
                curve.failed().size(),
                curve.all(),
                Failures.names(List.copyOf(curve.failed().keySet())),
                beside(FAILED)));
  }

  /** Those that are there, whatever their epsilon. */
  private List<Path> universal() {
    Path start = beside(UNIVERSAL);
    Path folder = RealPath.of(start).getParent();
    if (!Files.isDirectory(folder)) return List.of();
    String name = start.getFileName().toString();
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(f -> f.getFileName().toString().startsWith(name))
          .filter(f -> f.toString().endsWith(".tif"))
          .map(f -> start.resolveSibling(f.getFileName()))
          .toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  /** Where the report as a page is. */
  public Path page() {
    return beside(PAGE);
  }

  private Path beside(String suffix) {
    return csv.resolveSibling(csv.getFileName().toString().replaceAll("\\.csv$", "") + suffix);
  }

  private void png(ImagePlus plot, Path file) {
    write(file, f -> ImageFiles.png(plot, f));
  }

  private void table(Path file, Table table) {
    write(file, f -> AtomicFiles.text(f, table.csv()));
  }

  private void write(Path file, Consumer<Path> writer) {
    outputs.write(file, writer);
    written.add(file);
  }
}
