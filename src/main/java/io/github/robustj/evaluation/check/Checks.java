package io.github.robustj.evaluation.check;

import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.model.ForwardingModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue of checks, and what they say together. */
public final class Checks {

  /** In reading order: the cases, the model's answers, its gradient, the attack. */
  private static final List<CheckType> ALL =
      List.of(
          CurveChecks.PATIENTS,
          CurveChecks.UNKNOWN,
          AnswerChecks.FINITE,
          AnswerChecks.REPEATED,
          GradientChecks.VANISHING,
          Slopes.CHECK,
          LogitScale.CHECK,
          CurveChecks.RISING,
          AttackChecks.FINAL,
          StrengthChecks.ONE_STEP,
          StrengthChecks.NOISE,
          StrengthChecks.SQUARE,
          StrengthChecks.TRANSFER,
          StrengthChecks.SMOOTHED,
          StrengthChecks.STEPS,
          StrengthChecks.RESTARTS,
          AttackChecks.HUGE,
          AnswerChecks.FILES);

  private Checks() {}

  /** The names, in their order. */
  public static List<String> names() {
    return ALL.stream().map(CheckType::name).toList();
  }

  /** As below, from the start. */
  public static List<Check> of(
      Subject subject,
      WatchedModel watched,
      RobustnessCurve curve,
      Level level,
      EvaluationListener listener) {
    return of(subject, watched, curve, level, FinishedWork.NONE, listener);
  }

  /**
   * Makes the checks of a level.
   *
   * @param watched the model as the evaluation has asked it
   * @param finished checks of an earlier run, which are not made again, and where others go
   * @return one for each of the catalogue, in its order; none at {@link Level#NONE}
   * @throws java.util.concurrent.CancellationException if the listener's check throws it
   */
  public static List<Check> of(
      Subject subject,
      WatchedModel watched,
      RobustnessCurve curve,
      Level level,
      FinishedWork finished,
      EvaluationListener listener) {
    if (level == Level.NONE) return List.of();
    WatchedModel asked = watched.snapshot();
    Examination examined =
        new Examination(
            subject, ForwardingModel.asking(watched, listener::check), asked, curve, level);
    List<Check> checks = new ArrayList<>();
    for (CheckType type : ALL) {
      listener.check();
      listener.progress((double) checks.size() / ALL.size(), "checking: " + type.name());
      checks.add(finished.finish(FinishedWork.CHECK, type.name(), () -> type.of(examined)));
    }
    listener.progress(1, "checked");
    return List.copyOf(checks);
  }

  /** What the checks say together, in a sentence; empty without checks. */
  public static String verdict(List<Check> checks) {
    if (checks.isEmpty()) return "";
    List<String> flags = named(checks, Outcome.FLAG);
    long passed = checks.stream().filter(c -> c.outcome() == Outcome.PASS).count();
    int open = named(checks, Outcome.NOT_CHECKED).size();
    if (flags.isEmpty())
      return "No check raises doubt: %d passed, %d not made.".formatted(passed, open);
    return "%d of %d checks %s doubt about the scores: %s."
        .formatted(
            flags.size(),
            flags.size() + passed,
            flags.size() == 1 ? "raises" : "raise",
            String.join(", ", flags));
  }

  /** Flags first, then what was not checked, then what passed; else in the order given. */
  public static List<Check> flagsFirst(List<Check> checks) {
    List<Outcome> order = List.of(Outcome.FLAG, Outcome.NOT_CHECKED, Outcome.PASS);
    return checks.stream().sorted(Comparator.comparing(c -> order.indexOf(c.outcome()))).toList();
  }

  /** With the columns {@code check, outcome, sentence}. */
  public static Table table(List<Check> checks) {
    Table table = new Table("check", "outcome", "sentence");
    for (Check check : checks)
      table.add(check.name(), check.outcome().toString(), check.sentence());
    return table;
  }

  private static List<String> named(List<Check> checks, Outcome outcome) {
    return checks.stream()
        .filter(c -> c.outcome() == outcome)
        .map(Check::name)
        .collect(Collectors.toList());
  }
}
