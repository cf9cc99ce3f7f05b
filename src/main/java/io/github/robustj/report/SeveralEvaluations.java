package io.github.robustj.report;

import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.Plots;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.WorstPictures;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CurveTable;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.PairedComparison;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.Run;
import io.github.robustj.file.Table;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluatedModels;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several models on the same cases under the same attack, one after another. With {@code out}
 * {@code NAME.json} each has its own files, {@code NAME-MODEL.json} and those beside it; {@code
 * NAME.csv}, {@code NAME.png} and the report are of all of them, and {@code NAME-tests.csv} tells
 * for each pair whether they differ.
 *
 * @param options of an evaluation, with those that say where it writes
 * @param files of each model, by its name
 */
public record SeveralEvaluations(
    EvaluatedModels models, Options options, Map<String, EvaluationFiles> files, Outputs shared) {

  private static final String TESTS = "-tests.csv";
  private static final int LEAST_DECIMALS = 4;

  /**
   * Asks, too, whether all files could be written.
   *
   * @throws RobustJException if not
   */
  public static SeveralEvaluations of(EvaluatedModels models, Options options) {
    models.requireOwnFiles();
    Map<String, EvaluationFiles> files = new LinkedHashMap<>();
    models
        .folders()
        .forEach(
            (name, folder) ->
                files.put(
                    name,
                    TaskDisplays.files(
                        beside(options, "-" + name + ".json"), outputs(options, List.of(folder)))));
    SeveralEvaluations several =
        new SeveralEvaluations(
            models, options, files, outputs(options, List.copyOf(models.folders().values())));
    for (String ending :
        List.of(".csv", ".png", TESTS, EvaluationFiles.PAGE, EvaluationFiles.LATEX))
      several.shared.require(beside(options, ending));
    return several;
  }

  private static Outputs outputs(Options options, List<Path> models) {
    List<Path> from = new ArrayList<>(models);
    from.add(options.get(OptionTable.DATA));
    options.get(OptionTable.SPLIT).ifPresent(from::add);
    return OutputRules.of(new Run("evaluate", from, ""), options.get(OptionTable.OVERWRITE));
  }

  private static Path beside(Options options, String ending) {
    Path out = options.get(OptionTable.OUT);
    String name = String.valueOf(out.getFileName());
    if (!name.endsWith(".json"))
      throw new RobustJException(
          "The option out is %s but must name a file that ends in .json; add the ending."
              .formatted(out));
    return out.resolveSibling(name.substring(0, name.length() - ".json".length()) + ending);
  }

  /** Runs the evaluation of the model of a name. */
  @FunctionalInterface
  public interface Measuring {

    Evaluation of(String name, ResumableEvaluation job, JobListener listener);
  }

  /**
   * Measures all models. What is finished is kept until {@link #write} has written all of them, so
   * that an interrupted run goes on in any of them.
   *
   * @param engine runs jobs
   * @return what was found by the name of the model
   * @throws RobustJException if two of them turn out not to be comparable
   */
  public Map<String, Evaluation> run(Measuring engine, JobListener listener) {
    return models.measure(
        (name, part) -> {
          EvaluateJob job =
              EvaluateJob.from(models.folders().get(name), options.get(OptionTable.DATA), options);
          return engine.of(
              name, ResumableEvaluation.of(job, files.get(name).unfinished(), options), part);
        },
        listener);
  }

  /** Where cases of any model are kept that are finished. */
  public List<Path> left() {
    return files.values().stream()
        .map(EvaluationFiles::unfinished)
        .filter(ResumableEvaluation::isLeft)
        .toList();
  }

  /** Where the report on all models is. */
  public Path page() {
    return beside(options, EvaluationFiles.PAGE);
  }

  /** What a plot of the curves of all models is called. */
  public static String title(Map<String, Evaluation> found) {
    return "Robustness of %d models".formatted(found.size());
  }

  /** What the task says of one of them. */
  public EvaluationView view(String name, Evaluation evaluation) {
    return display().evaluation(name, evaluation.curve(), options);
  }

  private TaskDisplay display() {
    return TaskDisplays.of(ModelTask.of(options.get(OptionTable.MODEL)));
  }

  /**
   * Writes the files of each model and those of all.
   *
   * @throws RobustJException if a file cannot be written
   */
  public void write(Map<String, Evaluation> found) {
    List<Table> tables = new ArrayList<>();
    found.forEach(
        (name, evaluation) -> {
          files
              .get(name)
              .write(
                  evaluation,
                  Plots.robustness("Robustness of " + name, Map.of(name, evaluation)),
                  ReportFiles.with(view(name, evaluation).files(), name, evaluation, display()));
          tables.add(CurveTable.of(evaluation.curve()).behind("model", name));
        });
    try {
      writeShared(found, Table.of(tables));
    } catch (RobustJException e) {
      throw ResumableEvaluation.goingOn(files.values().iterator().next().unfinished(), e);
    }
    files.values().forEach(EvaluationFiles::removeUnfinished);
  }

  private void writeShared(Map<String, Evaluation> found, Table all) {
    shared.write(beside(options, ".csv"), file -> AtomicFiles.text(file, all.csv()));
    shared.write(
        beside(options, ".png"),
        file -> ImageFiles.png(Plots.robustness(title(found), found), file));
    List<Subject> subjects = new ArrayList<>();
    found.forEach(
        (name, evaluation) ->
            subjects.add(new Subject(name, evaluation, WorstPictures.of(display(), evaluation))));
    ReportFiles.of(Report.of(subjects))
        .forEach((ending, writer) -> shared.write(beside(options, ending), writer));
    shared.write(
        beside(options, TESTS),
        file -> AtomicFiles.text(file, PairedComparison.table(found).csv()));
  }

  /** For a console, with numbers of a few decimals. */
  public List<String> lines(Map<String, Evaluation> found) {
    Table tests =
        PairedComparison.table(found)
            .select("first", "second", "epsilon", "difference", "low", "high", "p_wilcoxon_holm");
    tests
        .rows()
        .forEach(row -> row.replaceAll(cell -> cell instanceof Double d ? rounded(d) : cell));
    return tests.lines();
  }

  private static double rounded(double value) {
    double scale = Math.pow(10, LEAST_DECIMALS);
    return Double.isFinite(value) ? Math.rint(value * scale) / scale : value;
  }

  /**
   * @throws RobustJException naming the cases that could not be used, if there are any
   */
  public void requireAll(Map<String, Evaluation> found) {
    found.forEach((name, evaluation) -> files.get(name).requireAll(evaluation.curve()));
  }
}
