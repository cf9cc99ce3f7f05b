package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessEvaluation;
import io.github.robustj.evaluation.RobustnessEvaluation.Protocol;
import io.github.robustj.model.Backend;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.option.Options;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Task;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.MethodType.Trait;
import io.github.robustj.training.Methods;
import io.github.robustj.training.Trainer.Validator;
import io.github.robustj.training.TrainingTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Scores a network between epochs on the validation cases: all of them clean, the first few under
 * attack.
 *
 * @param atOnce how many of them are scored at the same time, with the same scores
 * @param listener may be asked by several threads
 */
record Validation(
    Task<?> task,
    List<EncodedCase> cases,
    AttackSpec attack,
    double epsilon,
    Choice choice,
    CasesAtOnce atOnce,
    JobListener listener)
    implements Validator {

  /**
   * How the epoch of the model is found.
   *
   * @param robustWeight of the robust score; the clean score has the rest
   * @param every how many epochs the cases are scored, the last one always
   * @param epochs of the training
   */
  record Choice(double robustWeight, int every, int epochs) {}

  /**
   * As a training's options want it.
   *
   * @param every how many epochs the cases are scored
   * @param needed memory for one of them
   */
  static Validation of(
      TrainingCases cases,
      Options options,
      int every,
      CaseMemory needed,
      Backend backend,
      JobListener listener) {
    AttackSpec attack = Methods.attack(options);
    double robustWeight = Methods.in(options).has(Trait.ATTACKS) ? .5 : 0;
    return new Validation(
        cases.task(),
        cases.validation(),
        attack,
        options.get(MethodTable.EPSILON),
        new Choice(robustWeight, every, options.get(TrainingTable.EPOCHS)),
        needed.cases(0, backend, Attacks.of(attack)),
        listener);
  }

  /** The memory that scoring one of these cases takes. */
  static CaseMemory needed(NetworkSpec network, TrainingCases cases) {
    return CaseMemory.of(
        network,
        cases.validation().stream().mapToLong(c -> c.images().data().length).max().orElse(0));
  }

  /** Attacking is some ten times as dear as predicting, so only this many cases are attacked. */
  static final int ATTACKED = 4;

  @Override
  public Map<String, Double> validate(DifferentiableModel model, int epoch) {
    if (cases.isEmpty()) return Map.of();
    if ((epoch + 1) % choice.every() != 0 && epoch + 1 != choice.epochs()) return notMeasured();
    double clean = score(model, cases, 0);
    double robust =
        epsilon > 0
            ? score(model, cases.subList(0, Math.min(ATTACKED, cases.size())), epsilon)
            : Double.NaN;
    double weight = Double.isNaN(robust) ? 0 : choice.robustWeight();
    Map<String, Double> values = new LinkedHashMap<>();
    ScoreColumns columns = ScoreColumns.of(task);
    values.put(columns.clean(), clean);
    values.put(columns.robust(), robust);
    values.put(columns.selection(), (1 - weight) * clean + (weight > 0 ? weight * robust : 0));
    return values;
  }

  /** Of errors the smallest is the best. */
  @Override
  public double selection(Map<String, Double> values) {
    ScoreColumns columns = ScoreColumns.of(task);
    double selection = values.getOrDefault(columns.selection(), Double.NaN);
    return columns.isError() ? -selection : selection;
  }

  private Map<String, Double> notMeasured() {
    Map<String, Double> values = new LinkedHashMap<>();
    ScoreColumns columns = ScoreColumns.of(task);
    for (String column : List.of(columns.clean(), columns.robust(), columns.selection()))
      values.put(column, Double.NaN);
    return values;
  }

  private double score(DifferentiableModel model, List<EncodedCase> chosen, double radius) {
    Protocol protocol = new Protocol(List.of(radius), OpenModel.BATCH, 0);
    List<Supplier<EvaluationCase>> suppliers =
        chosen.stream().map(c -> (Supplier<EvaluationCase>) () -> new EvaluationCase(c)).toList();
    // Not closed: the model belongs to the training.
    DifferentiableModel tiled = OpenModel.tiled(model, task, listener);
    RobustnessCurve curve =
        new RobustnessEvaluation(task, attack, Attacks.of(attack), protocol)
            .run(tiled, suppliers, FinishedWork.NONE, atOnce, EvaluationListener.SILENT);
    RobustnessCurve.Point point = curve.points().get(0);
    return task.validationScore(point.mean(), point.objects());
  }
}
