package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.check.Checks;
import io.github.robustj.evaluation.check.Level;
import io.github.robustj.evaluation.check.Subject;
import io.github.robustj.evaluation.check.WatchedModel;
import io.github.robustj.model.DifferentiableModel;
import java.util.List;
import java.util.Optional;

/**
 * The checks of an evaluation: watches the model while it is measured, and asks it afterwards.
 *
 * @param model what the evaluation is to ask
 */
record EvaluationChecks(Level level, WatchedModel model, EvaluationListener listener) {

  static EvaluationChecks of(
      Level level, DifferentiableModel network, EvaluationListener listener) {
    return new EvaluationChecks(level, new WatchedModel(network), listener);
  }

  /** Hears of the evaluation itself. */
  EvaluationListener measuring() {
    return listener.part(0, 1 - share());
  }

  /** The same, with what the model answered while each case was measured. */
  FinishedWork counting(FinishedWork kept) {
    return new CountedCases(kept, model);
  }

  /** Makes those that an earlier run has not made. */
  List<Check> of(
      EvaluateJob job,
      OpenModel open,
      EvaluatedCases cases,
      AttackSpec settled,
      Attack attack,
      Goal goal,
      RobustnessCurve curve,
      FinishedWork finished) {
    double largest = job.epsilons().stream().mapToDouble(e -> e).max().orElse(0);
    Subject subject =
        new Subject(
            cases.task(),
            settled,
            attack,
            goal,
            largest,
            job.seed(),
            cases.readers(),
            cases.unknown(),
            Optional.of(new WrittenCases(job, open)));
    return Checks.of(subject, model, curve, level, finished, listener.part(1 - share(), 1));
  }

  /** Of the time, roughly. */
  private double share() {
    return switch (level) {
      case NONE -> 0;
      case USUAL -> .05;
      case ALL -> .4;
    };
  }
}
