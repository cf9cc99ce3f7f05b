package io.github.robustj.cli;

import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.Plots;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.CorruptionTable;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.check.Checks;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Outputs;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluatedModels;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.MergedEvaluation;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.parts.PartStore;
import io.github.robustj.report.ReportFiles;
import io.github.robustj.report.SeveralEvaluations;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** {@code robustj evaluate}: JSON, and beside it a table as CSV and a plot as PNG. */
final class EvaluateVerb {

  static final Verb VERB =
      new Verb(
          "evaluate",
          "Measure a model, or several, on annotated images, clean and under attack.",
          Keys.join(
              OptionTable.EVALUATE_FILES,
              OptionTable.ATTACK,
              OptionTable.EVALUATE,
              OptionTable.EVALUATE_LANDMARKS,
              OptionTable.EVALUATE_DETECTION,
              OptionTable.WRITE,
              OptionTable.REPORT_DETECTION,
              OptionTable.COMPUTE,
              OptionTable.DIVISION),
          EvaluateVerb::run);

  private static final Key<?>[] INPUTS = {OptionTable.MODEL, OptionTable.DATA, OptionTable.SPLIT};

  private EvaluateVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    Path out = options.get(OptionTable.OUT);
    Outputs outputs = OutputRules.of(options, "evaluate", INPUTS);
    outputs.requireApart(out, options.get(OptionTable.DATA));
    EvaluatedModels models = EvaluatedModels.of(options);
    requireSuited(options);
    DividedRun divided = DividedRun.of(VERB, call, session);
    if (divided.isShare()) {
      requireFiles(models, options, outputs);
      divided.share(EvaluatedParts.of(models, options));
      return;
    }
    try (OutputLock lock = OutputLock.on(out)) {
      requireFiles(models, options, outputs);
      Optional<PartStore> parts =
          divided.isWhole()
              ? new EarlierParts(divided).found(() -> EvaluatedParts.of(models, options))
              : divided.finished(EvaluatedParts.of(models, options));
      Work work = new Work(models, parts, divided.session(), () -> parts.ifPresent(divided::end));
      if (models.isSingle()) single(options, TaskDisplays.files(out, outputs), work);
      else several(SeveralEvaluations.of(models, options), work);
    }
  }

  /** Asks before anything is measured whether the results could be written. */
  private static void requireFiles(EvaluatedModels models, Options options, Outputs outputs) {
    if (models.isSingle()) TaskDisplays.files(options.get(OptionTable.OUT), outputs);
    else SeveralEvaluations.of(models, options);
  }

  /**
   * How models are measured.
   *
   * @param parts that are finished
   * @param written told when all results are
   */
  private record Work(
      EvaluatedModels models, Optional<PartStore> parts, Verb.Session session, Runnable written) {

    /**
     * @param name of the model
     */
    Evaluation measured(String name, ResumableEvaluation job, JobListener listener) {
      try {
        return parts.isEmpty()
            ? session.engine().run(job, listener)
            : session.engine().run(merged(name, job), listener);
      } catch (CancellationException cancelled) {
        ResumableEvaluation.kept(job.unfinished()).ifPresent(session.listener()::log);
        throw cancelled;
      }
    }

    private MergedEvaluation merged(String name, ResumableEvaluation job) {
      return new MergedEvaluation(
          new ResumableEvaluation(job.job(), job.unfinished(), true, job.overwrite()),
          parts.orElseThrow().folder(),
          EvaluatedParts.prefix(models, name));
    }
  }

  private static void several(SeveralEvaluations models, Work work) {
    Verb.Session session = work.session;
    Map<String, Evaluation> found = models.run(work::measured, session.listener());
    models.write(found);
    work.written.run();
    found.forEach(
        (name, evaluation) -> {
          say(session, "%s", name);
          EvaluationLines.of(evaluation).forEach(session.out()::println);
          models.view(name, evaluation).lines().forEach(session.out()::println);
          print(evaluation.checks(), session);
        });
    models.lines(found).forEach(session.out()::println);
    models.requireAll(found);
  }

  private static void requireSuited(Options options) {
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    if (!task.takes(EvaluationTable.MEASUREMENTS))
      task.requireStandard(options, OptionTable.PIXEL_SIZE);
    task.refuse(
        options,
        EvaluationTable.TOLERANCES,
        EvaluationTable.MEASUREMENTS,
        OptionTable.Y_ORIGIN,
        OptionTable.UNANNOTATED,
        EvaluationTable.MAX_DETECTIONS);
  }

  private static void single(Options options, EvaluationFiles files, Work work) {
    Verb.Session session = work.session;
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    EvaluateJob job =
        EvaluateJob.from(options.get(OptionTable.MODEL), options.get(OptionTable.DATA), options);
    Evaluation evaluation =
        work.measured(
            "", ResumableEvaluation.of(job, files.unfinished(), options), session.listener());
    RobustnessCurve curve = evaluation.curve();
    String model = job.model().toAbsolutePath().normalize().getFileName().toString();
    EvaluationView view = TaskDisplays.of(task).evaluation(model, curve, options);
    files.write(
        evaluation,
        Plots.robustness("Robustness of " + model, Map.of(model, evaluation)),
        ReportFiles.with(view.files(), model, evaluation, TaskDisplays.of(task)));
    EvaluationLines.of(evaluation).forEach(session.out()::println);
    if (!view.note().isEmpty()) session.listener().log(view.note());
    view.lines().forEach(session.out()::println);
    evaluation.corruptions().ifPresent(report -> print(report, curve, session));
    print(evaluation.checks(), session);
    files.removeUnfinished();
    work.written.run();
    files.requireAll(curve);
  }

  /** The doubts with their sentences, and what all say together; the table has the rest. */
  private static void print(List<Check> checks, Verb.Session session) {
    if (checks.isEmpty()) return;
    say(session, "checks  %s", Checks.verdict(checks));
    for (Check check : Checks.flagsFirst(checks))
      if (check.outcome() == Check.Outcome.FLAG)
        say(session, "%-11s %s: %s", check.outcome(), check.name(), check.sentence());
      else say(session, "%-11s %s", check.outcome(), check.name());
  }

  private static void print(CorruptionReport report, RobustnessCurve curve, Verb.Session session) {
    CorruptionTable.summary(report, curve).lines().forEach(session.out()::println);
    session.out().println(CorruptionTable.noise(report));
  }

  private static void say(Verb.Session session, String format, Object... values) {
    session.out().println(String.format(Locale.ROOT, format, values));
  }
}
