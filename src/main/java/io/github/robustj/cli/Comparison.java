package io.github.robustj.cli;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.Plots;
import io.github.robustj.display.TrainingFiles;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.job.Contestant;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluationAim;
import io.github.robustj.job.TrainJob;
import io.github.robustj.packaging.CurveJson;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Methods side by side: in the folder {@code out} a model, its times and a curve per attack for
 * each.
 *
 * @param attacks by the heading of their column
 */
record Comparison(Training training, Test test, Map<String, AttackSpec> attacks, Path out) {

  /**
   * @param options that all methods share
   */
  record Training(Path data, Optional<Path> split, Map<String, Object> options) {}

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

  /** Trains and measures what is not there yet. */
  Row row(Contestant contestant, Verb.Session session) {
    Path model = out.resolve(contestant.name());
    EpochTimes times = new EpochTimes(out.resolve(contestant.name() + "-times.csv"));
    if (!Files.isRegularFile(model.resolve("model.json"))) train(contestant, model, times, session);
    String epochs =
        String.valueOf(ModelFolder.open(model).description().training().options().get("epochs"));
    List<RobustnessCurve> curves =
        attacks.entrySet().stream()
            .map(attack -> curve(contestant, model, attack, session))
            .toList();
    RobustnessCurve first = curves.get(0);
    return new Row(
        contestant.name(),
        epochs,
        times.mean(),
        first.score(),
        first.points().get(0).mean(),
        curves.stream().map(c -> c.points().get(c.points().size() - 1).mean()).toList());
  }

  private void train(Contestant contestant, Path model, EpochTimes times, Verb.Session session) {
    session.listener().log("training " + contestant.name());
    TrainJob job =
        new TrainJob(training.data, training.split, model, contestant.training(training.options));
    TrainingFiles.write(session.engine().run(job, times.watching(session.listener())));
  }

  /** The clean score is measured with the first attack. */
  private RobustnessCurve curve(
      Contestant contestant,
      Path model,
      Map.Entry<String, AttackSpec> attack,
      Verb.Session session) {
    Path file = out.resolve(contestant.name() + "-" + attack.getKey() + ".json");
    if (Files.isRegularFile(file)) return CurveJson.read(file);
    session.listener().log("measuring " + contestant.name() + " under " + attack.getKey());
    boolean first = attacks.keySet().iterator().next().equals(attack.getKey());
    List<Double> epsilons = first ? List.of(0., test.epsilon) : List.of(test.epsilon);
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
    RobustnessCurve curve = session.engine().run(job, session.listener());
    EvaluationFiles.of(file)
        .write(curve, Plots.robustness(contestant.name(), Map.of(contestant.name(), curve)));
    return curve;
  }
}
