package io.github.robustj.command;

import static io.github.robustj.command.Field.Widget.FOLDER;
import static io.github.robustj.command.Field.Widget.OPEN_FILE;
import static io.github.robustj.command.Field.Widget.SAVE_FILE;

import ij.ImagePlus;
import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.Plots;
import io.github.robustj.display.Tables;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.PairedComparison;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Outputs;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.CertificateTable;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluatedModels;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.report.ReportFiles;
import io.github.robustj.report.SeveralEvaluations;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Measures a model on annotated images, clean and under attack. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Evaluate Robustness...",
    headless = true,
    description =
        "Measures how well a model segments annotated images or finds their landmarks or objects,"
            + " clean and under an attack of growing size.")
public final class EvaluateCommand extends JobCommand {

  private static final List<Key<?>> TABLE =
      Keys.join(
          OptionTable.ATTACK,
          OptionTable.EVALUATE,
          OptionTable.EVALUATE_LANDMARKS,
          OptionTable.EVALUATE_DETECTION,
          OptionTable.REPORT_DETECTION);

  private static final List<Page> PAGES =
      List.of(
          new Page("Model, data and attack", mainFields()),
          new Page("Aim", aim()),
          new Page("Details of the attack", details()),
          new Page("Certificate", certificate()),
          Page.computation(EvaluationTable.PARALLEL_CASES));

  @Parameter(type = ItemIO.OUTPUT, label = "Robustness curve")
  private ImagePlus plot;

  @Parameter(type = ItemIO.OUTPUT, label = "Precision and recall")
  private ImagePlus curves;

  /** Where finished cases are kept. */
  private Supplier<List<Path>> kept = List::of;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    Path out = options.get(OptionTable.OUT);
    Outputs outputs =
        OutputRules.of(options, "evaluate", OptionTable.MODEL, OptionTable.DATA, OptionTable.SPLIT);
    outputs.requireApart(out, options.get(OptionTable.DATA));
    try (OutputLock lock = OutputLock.on(out)) {
      EvaluatedModels models = EvaluatedModels.of(options);
      if (models.isSingle()) evaluate(options, TaskDisplays.files(out, outputs));
      else evaluate(SeveralEvaluations.of(models, options));
    }
  }

  @Override
  protected String cancelled() {
    List<Path> left = kept.get();
    if (left.isEmpty()) return super.cancelled();
    return "%s was cancelled; the cases done so far are kept in %s, run it again with resume to go on."
        .formatted(name(), left.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  private static List<Path> left(Path unfinished) {
    return ResumableEvaluation.isLeft(unfinished) ? List.of(unfinished) : List.of();
  }

  private void evaluate(SeveralEvaluations models) {
    kept = models::left;
    refuseOthers(models.options());
    Map<String, Evaluation> found = models.run((name, job, part) -> run(job, part), progress());
    plot = Plots.robustness(SeveralEvaluations.title(found), found);
    for (Map.Entry<String, Evaluation> each : found.entrySet())
      show(each.getKey(), each.getValue(), models);
    Results.show(PairedComparison.table(found), "Differences between the models", caller());
    models.write(found);
    tellOf(models.page());
    models.requireAll(found);
  }

  private void show(String model, Evaluation evaluation, SeveralEvaluations models) {
    EvaluationView view = models.view(model, evaluation);
    EvaluationWindows windows = new EvaluationWindows(model, evaluation, view);
    windows.lines().forEach(line -> progress().log(model + ": " + line));
    if (!interactive()) return;
    Tables.shown(view.table().getValue()).show(view.table().getKey());
    windows.showVerdict();
  }

  private void tellOf(Path report) {
    progress().log("The report is " + report);
    if (interactive()) Documentation.open(report);
  }

  private void evaluate(Options options, EvaluationFiles files) {
    kept = () -> left(files.unfinished());
    ModelTask task = refuseOthers(options);
    Evaluation evaluation =
        run(
            ResumableEvaluation.of(
                EvaluateJob.from(
                    options.get(OptionTable.MODEL), options.get(OptionTable.DATA), options),
                files.unfinished(),
                options));
    RobustnessCurve curve = evaluation.curve();
    String model = modelName(options);
    plot = Plots.robustness("Robustness of " + model, Map.of(model, evaluation));
    EvaluationView view = TaskDisplays.of(task).evaluation(model, curve, options);
    curves = view.curves().orElse(null);
    Results.show(view.table().getValue(), view.table().getKey(), caller());
    EvaluationWindows windows = new EvaluationWindows(model, evaluation, view);
    windows.lines().forEach(progress()::log);
    if (interactive()) windows.show();
    files.write(
        evaluation, plot, ReportFiles.with(view.files(), model, evaluation, TaskDisplays.of(task)));
    tellOf(files.page());
    files.removeUnfinished();
    requireAll(files, curve);
  }

  /** What is known of the other cases is shown all the same. */
  private void requireAll(EvaluationFiles files, RobustnessCurve curve) {
    if (!curve.failed().isEmpty() && interactive())
      for (ImagePlus image : new ImagePlus[] {plot, curves}) if (image != null) image.show();
    files.requireAll(curve);
  }

  private static List<Field> aim() {
    List<Field> fields = new ArrayList<>(Field.options(AttackTable.OBJECTIVE));
    fields.addAll(List.of(AimSource.SECOND_MODEL, AimSource.PERTURBATION));
    fields.add(
        Field.of(
            OPEN_FILE, EvaluationTable.REGIONS.label("Region (label image or folder of them)")));
    fields.addAll(AimSource.target());
    fields.add(
        Field.of(
                OPEN_FILE,
                EvaluationTable.TARGET_MASKS.label("Mask to reach (label image or folder)"))
            .only());
    return fields;
  }

  private static List<Field> certificate() {
    return Field.options(
        CertificateTable.CERTIFICATE,
        CertificateTable.SIGMA,
        CertificateTable.TAU,
        CertificateTable.SAMPLES,
        CertificateTable.SELECTION,
        CertificateTable.ALPHA);
  }

  private static List<Field> details() {
    List<Field> fields =
        new ArrayList<>(Field.options(AttackTable.STEP_SIZE, AttackTable.RESTARTS));
    fields.addAll(
        Field.options(
            AttackTable.TOLERANCE,
            EvaluationTable.CORRUPTIONS,
            TrainingTable.GROUP,
            TrainingTable.SEED));
    for (Field field :
        Field.options(
            EvaluationTable.TOLERANCES,
            OptionTable.PIXEL_SIZE,
            OptionTable.Y_ORIGIN,
            EvaluationTable.MEASUREMENTS)) fields.add(field.only(EvaluationTable.MEASUREMENTS));
    fields.add(Field.value(EvaluationTable.MAX_DETECTIONS).only());
    fields.add(Field.of(OPEN_FILE, OptionTable.UNANNOTATED).only());
    return fields;
  }

  private static List<Field> mainFields() {
    Stream<Field> files =
        Stream.of(
            ImageSource.MODEL,
            Field.value(OptionTable.FURTHER_MODELS),
            Field.of(FOLDER, OptionTable.DATA),
            Field.of(SAVE_FILE, OptionTable.OUT_JSON.label("Result file to write (.json)")),
            Field.of(OPEN_FILE, OptionTable.SPLIT));
    List<Field> options =
        Field.options(
            AttackTable.ATTACK,
            MethodTable.NORM,
            EvaluationTable.EPSILONS,
            AttackTable.EPSILON_UNIT,
            AttackTable.STEPS,
            EvaluationTable.CHECKS);
    Stream<Field> overwrite =
        Stream.of(Field.value(OptionTable.RESUME), Field.value(OptionTable.OVERWRITE));
    return Stream.of(files, options.stream(), overwrite).flatMap(fields -> fields).toList();
  }
}
