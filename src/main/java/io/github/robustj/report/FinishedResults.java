package io.github.robustj.report;

import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.WorstPictures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Comparability;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Run;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.EvaluationJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One report of results that evaluations have written, with the pictures of the worst cases that
 * lie beside them.
 *
 * @param files JSON files of evaluations, at least one
 * @param out HTML file of the report; the LaTeX table has its name and lies beside it
 */
public record FinishedResults(List<Path> files, Path out, Outputs outputs) {

  private static final String JSON = ".json";

  /**
   * @param options with {@link OptionTable#REPORT} and {@link OptionTable#WRITE}
   * @throws RobustJException if a file is given twice, or the report could not be written
   */
  public static FinishedResults of(Options options) {
    List<Path> files = new ArrayList<>(List.of(options.get(OptionTable.RESULTS)));
    files.addAll(options.get(OptionTable.FURTHER_RESULTS));
    requireDifferent(files);
    Path out = options.get(OptionTable.OUT);
    if (!String.valueOf(out.getFileName()).endsWith(EvaluationFiles.PAGE))
      throw new RobustJException(
          "The option out is %s but must name a file that ends in .html; add the ending."
              .formatted(out));
    Outputs outputs =
        OutputRules.of(new Run("report", files, ""), options.get(OptionTable.OVERWRITE));
    FinishedResults results = new FinishedResults(files, out, outputs);
    outputs.require(out);
    outputs.require(results.beside(EvaluationFiles.LATEX));
    return results;
  }

  private static void requireDifferent(List<Path> files) {
    for (int i = 1; i < files.size(); i++)
      for (int j = 0; j < i; j++)
        if (RealPath.same(files.get(i), files.get(j)))
          throw new RobustJException(
              "The result %s is given twice; give each result once.".formatted(files.get(i)));
  }

  /**
   * Writes the report.
   *
   * @param listener hears what differs between results that can be compared all the same
   * @throws RobustJException if a file is no result, two of them cannot be compared, or the report
   *     cannot be written
   */
  public void write(JobListener listener) {
    Report report = Report.of(subjects(listener));
    try (OutputLock lock = OutputLock.on(out)) {
      AtomicFiles.removeLeftovers(RealPath.of(out).getParent());
      ReportFiles.of(report).forEach((ending, writer) -> outputs.write(beside(ending), writer));
    }
  }

  private Path beside(String ending) {
    return out.resolveSibling(base(out, EvaluationFiles.PAGE) + ending);
  }

  List<Subject> subjects(JobListener listener) {
    List<Evaluation> found = files.stream().map(FinishedResults::read).toList();
    for (int i = 1; i < found.size(); i++)
      for (int j = 0; j < i; j++)
        require(
            new Comparability(
                files.get(j).toString(), found.get(j), files.get(i).toString(), found.get(i)),
            listener);
    List<String> names = names(found);
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < found.size(); i++)
      subjects.add(new Subject(names.get(i), found.get(i), pictures(files.get(i), found.get(i))));
    return subjects;
  }

  private static void require(Comparability pair, JobListener listener) {
    Optional<String> refusal = pair.refusal();
    if (refusal.isPresent()) throw new RobustJException(refusal.get());
    pair.notes().forEach(listener::log);
  }

  private static Evaluation read(Path file) {
    Evaluation evaluation = EvaluationJson.read(file);
    if (evaluation.curve().points().stream().allMatch(p -> p.cases().isEmpty()))
      throw new RobustJException(
          "%s holds the scores of no case; evaluate the model on cases with annotations."
              .formatted(file));
    return evaluation;
  }

  /** Of the models, else of the files, else where these are: the first that tells all apart. */
  private List<String> names(List<Evaluation> found) {
    List<String> models =
        found.stream().flatMap(e -> e.provenance().stream()).map(Provenance::model).toList();
    if (models.size() == found.size() && areDifferent(models)) return models;
    List<String> bases = files.stream().map(file -> base(file, JSON)).toList();
    return areDifferent(bases) ? bases : files.stream().map(Path::toString).toList();
  }

  private static boolean areDifferent(List<String> names) {
    return new HashSet<>(names).size() == names.size();
  }

  private static String base(Path file, String ending) {
    String name = file.getFileName().toString();
    return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
  }

  /** Those of the worst cases in their order, up to the first that is not there. */
  private static List<byte[]> pictures(Path file, Evaluation evaluation) {
    Function<String, Path> beside = ending -> file.resolveSibling(base(file, JSON) + ending);
    return WorstPictures.suffixes().stream()
        .limit(evaluation.worst().size())
        .map(beside)
        .takeWhile(Files::isRegularFile)
        .map(FinishedResults::bytes)
        .toList();
  }

  private static byte[] bytes(Path picture) {
    try {
      return Files.readAllBytes(picture);
    } catch (IOException e) {
      throw ReadFailure.sentence(picture, e);
    }
  }
}
