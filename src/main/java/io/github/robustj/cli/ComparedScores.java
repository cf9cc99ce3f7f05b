package io.github.robustj.cli;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.Plots;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.check.Level;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.Run;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluationAim;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.PartsLeft;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.job.WorkAhead;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.report.ReportFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the models of a comparison are measured to be: of each an evaluation per attack.
 *
 * @param attacks by the heading of their column
 */
record ComparedScores(ComparedModels models, Test test, Map<String, AttackSpec> attacks) {

  /** Options that tell evaluations apart. */
  private static final List<Key<?>> MEASURED =
      Keys.join(OptionTable.ATTACK, OptionTable.EVALUATE, OptionTable.EVALUATE_LANDMARKS);

  /**
   * @param epsilon of all attacks
   * @param points what only landmarks have
   * @param unannotated what only objects have
   */
  record Test(
      Path data,
      Optional<Path> split,
      double epsilon,
      long seed,
      EvaluateJob.Points points,
      Optional<Path> unannotated) {}

  /**
   * @throws io.github.robustj.error.RobustJException if something else is there that is not to be
   *     replaced
   */
  void requireRoom(ComparedMethod method) {
    String time = models.isToBeTrained(method) ? "now" : models.madeAt(method);
    attacks.keySet().forEach(attack -> files(method, attack, time));
  }

  private EvaluationFiles files(ComparedMethod method, String attack, String time) {
    return TaskDisplays.files(file(method, attack), measuredBy(method, time, attack));
  }

  private Path file(ComparedMethod method, String attack) {
    return models.out().resolve(method.name() + "-" + attack + ".json");
  }

  /** The attacks under which a method is not measured yet. */
  List<PartsLeft.Part> toBeMeasured(ComparedMethod method, WorkAhead work) {
    int cases = WorkAhead.cases(models.task(method), test.data, test.split);
    List<PartsLeft.Part> parts = new ArrayList<>();
    attacks.forEach(
        (name, attack) -> {
          if (models.isToBeTrained(method) || there(method, name).isEmpty())
            parts.add(
                new PartsLeft.Part(
                    method.name(),
                    "evaluation",
                    name,
                    work.evaluation(cases, attack, isFirst(name))));
        });
    return parts;
  }

  /** Whether a trained method is measured under all attacks. */
  boolean isMeasured(ComparedMethod method) {
    return attacks.keySet().stream().noneMatch(attack -> there(method, attack).isEmpty());
  }

  /** The clean score is measured with the first attack. */
  private boolean isFirst(String attack) {
    return attacks.keySet().iterator().next().equals(attack);
  }

  /** An evaluation that was made before. */
  private Optional<Evaluation> there(ComparedMethod method, String attack) {
    Path file = file(method, attack);
    Outputs outputs = measuredBy(method, models.madeAt(method), attack);
    // Cases that failed may have been mended since.
    return outputs.has(file)
        ? Optional.of(EvaluationJson.read(file)).filter(e -> e.curve().failed().isEmpty())
        : Optional.empty();
  }

  /** In the order of the attacks; measures what is not there yet. */
  List<Evaluation> measure(ComparedMethod method, ComparedParts parts, Engine engine) {
    return attacks.keySet().stream()
        .map(
            attack -> there(method, attack).orElseGet(() -> measure(method, attack, parts, engine)))
        .toList();
  }

  /** Goes on with a measurement that was interrupted. */
  private Evaluation measure(
      ComparedMethod method, String attack, ComparedParts parts, Engine engine) {
    JobListener listener = parts.next(method, " under " + attack);
    listener.log("measuring " + method.name() + " under " + attack);
    EvaluateJob job = job(method, attack);
    EvaluationFiles files = files(method, attack, models.madeAt(method));
    Evaluation evaluation =
        engine.run(
            new ResumableEvaluation(job, files.unfinished(), true, models.overwrite()), listener);
    files.write(
        evaluation,
        Plots.robustness(method.name(), Map.of(method.name(), evaluation)),
        ReportFiles.with(
            Map.of(), method.name(), evaluation, TaskDisplays.of(ModelTask.of(job.model()))));
    files.removeUnfinished();
    return evaluation;
  }

  private EvaluateJob job(ComparedMethod method, String attack) {
    return new EvaluateJob(
        models.folder(method),
        test.data,
        test.split,
        attacks.get(attack),
        isFirst(attack) ? List.of(0., test.epsilon) : List.of(test.epsilon),
        test.seed,
        Optional.empty(),
        test.points,
        EvaluationAim.anywhere(),
        test.unannotated,
        "",
        Level.USUAL,
        Optional.empty(),
        List.of(),
        0);
  }

  /**
   * Ends a comparison whose results are written.
   *
   * @throws io.github.robustj.error.RobustJException naming the cases that could not be used
   */
  void requireAll(List<ComparedMethod> methods) {
    for (ComparedMethod method : methods)
      for (String attack : attacks.keySet())
        files(method, attack, models.madeAt(method))
            .requireAll(EvaluationJson.read(file(method, attack)).curve());
  }

  /**
   * @param time at which the model was made, since it may have been trained anew
   */
  private Outputs measuredBy(ComparedMethod method, String time, String name) {
    AttackSpec attack = attacks.get(name);
    List<Path> from = new ArrayList<>(List.of(models.folder(method), test.data));
    test.split.ifPresent(from::add);
    test.unannotated.ifPresent(from::add);
    Map<String, Object> settings = new TreeMap<>();
    settings.put("attack", attack.name());
    settings.put("attack_epsilon", test.epsilon);
    settings.put("norm", attack.norm().name().toLowerCase(Locale.ROOT));
    settings.put("steps", attack.steps());
    settings.put("seed", test.seed);
    settings.put("pixel_size", test.points.pixelSize());
    settings.put("y_origin", test.points.yOrigin().name().toLowerCase(Locale.ROOT));
    settings.put("precision", models.precision());
    settings.put("time_of_model", time);
    return OutputRules.of(
        new Run("compare", from, Run.settings(settings)), MEASURED, models.overwrite());
  }
}
