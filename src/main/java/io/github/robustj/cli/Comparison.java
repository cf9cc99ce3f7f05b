package io.github.robustj.cli;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.display.Plots;
import io.github.robustj.display.TrainingFiles;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.RealPath;
import io.github.robustj.file.Run;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluationAim;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.PartsLeft;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.WorkAhead;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.report.ReportFiles;
import io.github.robustj.training.MethodTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Methods side by side: in the folder {@code out} a model, its times and a curve per attack for
 * each.
 *
 * @param attacks by the heading of their column
 * @param overwrite whether what was made otherwise is made anew
 */
record Comparison(
    Training training, Test test, Map<String, AttackSpec> attacks, Path out, boolean overwrite) {

  /**
   * @param options that all methods share
   */
  record Training(Path data, Optional<Path> split, Map<String, Object> options) {}

  /**
   * @param epsilon of all attacks
   * @param precision of the arithmetic, in trainings, too
   * @param points what only landmarks have
   * @param unannotated what only objects have
   */
  record Test(
      Path data,
      Optional<Path> split,
      double epsilon,
      long seed,
      String precision,
      EvaluateJob.Points points,
      Optional<Path> unannotated) {}

  List<String> heading() {
    List<String> heading =
        new ArrayList<>(List.of("method", "epochs", "seconds_per_epoch", "clean"));
    heading.addAll(attacks.keySet());
    return heading;
  }

  /**
   * One method.
   *
   * @param seconds mean per epoch; NaN if none was timed
   * @param score what was measured, as {@code Dice}
   * @param attacked mean scores in the order of the attacks
   */
  record Row(
      String method,
      String epochs,
      double seconds,
      String score,
      double clean,
      List<Double> attacked) {

    /** In the order of {@link #heading}. */
    List<String> cells() {
      List<String> cells =
          new ArrayList<>(
              List.of(method, epochs, String.format(Locale.ROOT, "%.1f", seconds), number(clean)));
      attacked.forEach(score -> cells.add(number(score)));
      return cells;
    }

    private static String number(double score) {
      return String.format(Locale.ROOT, "%.4f", score);
    }
  }

  /**
   * Asks before anything is trained whether all that lies there of a method, and stands in the
   * place of what will be written, is of this comparison.
   *
   * @throws RobustJException if it is not, and is not to be replaced
   */
  void requireRoom(ComparedMethod method) {
    Path model = model(method);
    AtomicFiles.requireReplaceable(model);
    if (!overwrite) ModelFolder.requireRoom(RealPath.of(model));
    EpochTimes times = times(method);
    times.outputs().require(times.file());
    boolean trained = !isToBeTrained(method);
    if (trained) requireAlike(model, method);
    String time = trained ? timeOf(model) : "now";
    attacks.forEach(
        (name, attack) ->
            TaskDisplays.files(measured(method, name), measuredBy(model, time, attack)));
  }

  private Path model(ComparedMethod method) {
    return out.resolve(method.name());
  }

  /** Trains and measures what is not there yet. */
  Row row(ComparedMethod method, ComparedParts parts, Engine engine) {
    Path model = model(method);
    EpochTimes times = times(method);
    if (isToBeTrained(method)) {
      TrainJob job = job(method);
      JobListener listener = parts.next(method, "");
      listener.log("training " + method.name());
      TrainingFiles.write(engine.run(job, times.watching(listener)), job.task());
    }
    requireAlike(model, method);
    String epochs =
        String.valueOf(ModelFolder.open(model).description().training().options().get("epochs"));
    List<RobustnessCurve> curves =
        attacks.entrySet().stream().map(attack -> curve(method, attack, parts, engine)).toList();
    RobustnessCurve first = curves.get(0);
    return new Row(
        method.name(),
        epochs,
        times.mean(),
        first.score(),
        first.points().get(0).mean(),
        curves.stream().map(c -> c.points().get(c.points().size() - 1).mean()).toList());
  }

  private EpochTimes times(ComparedMethod method) {
    return new EpochTimes(out.resolve(method.name() + "-times.csv"), trainedBy(method));
  }

  /** Whether what is there was trained in another way. */
  private boolean isOtherwise(ComparedMethod method) {
    EpochTimes times = times(method);
    return Files.exists(times.file()) && !times.outputs().has(times.file());
  }

  boolean isToBeTrained(ComparedMethod method) {
    return isOtherwise(method) || !Files.isRegularFile(model(method).resolve("model.json"));
  }

  /** Goes on with a training of the same kind that was interrupted. */
  TrainJob job(ComparedMethod method) {
    Map<String, Object> options = new TreeMap<>(training.options);
    options.put("resume", !isOtherwise(method));
    options.put("overwrite", overwrite);
    return new TrainJob(training.data, training.split, model(method), method.training(options));
  }

  /** The attacks under which a method is not measured yet. */
  List<PartsLeft.Part> toBeMeasured(ComparedMethod method, WorkAhead work) {
    String task = method.training(training.options).get(MethodTable.TASK);
    int cases = WorkAhead.cases(task, test.data, test.split);
    List<PartsLeft.Part> parts = new ArrayList<>();
    attacks.forEach(
        (name, attack) -> {
          if (isToBeTrained(method) || there(method, name).isEmpty())
            parts.add(
                new PartsLeft.Part(
                    method.name(),
                    "evaluation",
                    name,
                    work.evaluation(cases, attack, isFirst(name))));
        });
    return parts;
  }

  /** The clean score is measured with the first attack. */
  private boolean isFirst(String attack) {
    return attacks.keySet().iterator().next().equals(attack);
  }

  /** A curve that was measured before. */
  private Optional<RobustnessCurve> there(ComparedMethod method, String attack) {
    Path file = measured(method, attack);
    Outputs outputs = measuredBy(model(method), attacks.get(attack));
    // Cases that failed may have been mended since.
    return outputs.has(file)
        ? Optional.of(EvaluationJson.read(file).curve()).filter(curve -> curve.failed().isEmpty())
        : Optional.empty();
  }

  private Outputs trainedBy(ComparedMethod method) {
    List<Path> from = new ArrayList<>(List.of(training.data));
    training.split.ifPresent(from::add);
    Map<String, Object> settings = method.training(training.options).values();
    List.of("resume", "overwrite").forEach(settings::remove);
    settings.put("precision", test.precision);
    return OutputRules.of(new Run("compare", from, Run.settings(settings)), overwrite);
  }

  /** A model of which no times tell how it was trained must at least say the same options. */
  private void requireAlike(Path model, ComparedMethod method) {
    Map<String, Object> its = ModelFolder.open(model).description().training().options();
    Map<String, Object> wanted = method.training(training.options).values();
    wanted.keySet().retainAll(training.options.keySet());
    wanted.forEach(
        (key, value) -> {
          if (its.containsKey(key)
              && !OptionTable.isAutomatic(key, value)
              && !same(its.get(key), value))
            throw new RobustJException(
                "The model %s was trained with %s=%s, but %s is to be compared; choose another out, or the same options."
                    .formatted(model, key, its.get(key), value));
        });
  }

  private static boolean same(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) return x.doubleValue() == y.doubleValue();
    return String.valueOf(a).equals(String.valueOf(b));
  }

  private RobustnessCurve curve(
      ComparedMethod method,
      Map.Entry<String, AttackSpec> attack,
      ComparedParts parts,
      Engine engine) {
    Optional<RobustnessCurve> there = there(method, attack.getKey());
    if (there.isPresent()) return there.get();
    JobListener listener = parts.next(method, " under " + attack.getKey());
    listener.log("measuring " + method.name() + " under " + attack.getKey());
    List<Double> epsilons =
        isFirst(attack.getKey()) ? List.of(0., test.epsilon) : List.of(test.epsilon);
    Path model = model(method);
    EvaluateJob job =
        new EvaluateJob(
            model,
            test.data,
            test.split,
            attack.getValue(),
            epsilons,
            test.seed,
            Optional.empty(),
            test.points,
            EvaluationAim.anywhere(),
            test.unannotated);
    Evaluation evaluation = engine.run(job, listener);
    RobustnessCurve curve = evaluation.curve();
    TaskDisplays.files(measured(method, attack.getKey()), measuredBy(model, attack.getValue()))
        .write(
            evaluation,
            Plots.robustness(method.name(), Map.of(method.name(), curve)),
            ReportFiles.with(Map.of(), method.name(), evaluation));
    return curve;
  }

  private Path measured(ComparedMethod method, String attack) {
    return out.resolve(method.name() + "-" + attack + ".json");
  }

  /**
   * Ends a comparison whose results are written.
   *
   * @throws io.github.robustj.error.RobustJException naming the cases that could not be used
   */
  void requireAll(List<ComparedMethod> methods) {
    for (ComparedMethod method : methods)
      attacks.forEach(
          (name, attack) -> {
            Path file = measured(method, name);
            TaskDisplays.files(file, measuredBy(model(method), attack))
                .requireAll(EvaluationJson.read(file).curve());
          });
  }

  /** With the time at which the model was made, since it may have been trained anew. */
  private Outputs measuredBy(Path model, AttackSpec attack) {
    return measuredBy(model, timeOf(model), attack);
  }

  private static String timeOf(Path model) {
    return ModelFolder.open(model).description().origin().created().toString();
  }

  private Outputs measuredBy(Path model, String time, AttackSpec attack) {
    List<Path> from = new ArrayList<>(List.of(model, test.data));
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
    settings.put("precision", test.precision);
    settings.put("time_of_model", time);
    return OutputRules.of(new Run("compare", from, Run.settings(settings)), overwrite);
  }
}
