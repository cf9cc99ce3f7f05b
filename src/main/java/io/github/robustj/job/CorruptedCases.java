package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.corruption.Corruption;
import io.github.robustj.corruption.Corruptions;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.evaluation.CorruptionEvaluation;
import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.FinishedWork;
import java.util.List;
import java.util.Optional;

/**
 * The part of an evaluation that measures on corrupted images.
 *
 * @param evaluation of no corruption where nobody asked for any
 */
record CorruptedCases(OpenModel open, CorruptionEvaluation evaluation) {

  /**
   * @throws io.github.robustj.error.RobustJException if none of the corruptions is for images as
   *     the model sees them
   */
  static CorruptedCases of(
      EvaluateJob job, OpenModel open, EvaluatedCases cases, JobListener listener) {
    List<Corruption> wanted = job.corruptions().stream().map(Corruptions::named).toList();
    int channels = open.description().network().inputChannels();
    List<Corruption> suited = CorruptionEvaluation.suited(wanted, channels, listener::log);
    return new CorruptedCases(
        open, new CorruptionEvaluation(cases.task(), suited, OpenModel.BATCH, job.seed()));
  }

  private boolean isEmpty() {
    return evaluation.corruptions().isEmpty();
  }

  /** How much of the whole work the attacks are, by calls of the network. */
  double shareOfAttacks(AttackSpec attack, Goal goal, List<Double> epsilons) {
    if (isEmpty()) return 1;
    int each = attack.calls(goal.calls(true));
    double calls = epsilons.stream().mapToDouble(e -> e == 0 ? 1 : 1 + each).sum();
    return calls / (calls + evaluation.looks());
  }

  /** The scores on corrupted images, if they are wanted. */
  Optional<CorruptionReport> report(
      EvaluatedCases cases,
      FinishedWork finished,
      CasesAtOnce atOnce,
      EvaluationListener listener) {
    if (isEmpty()) return Optional.empty();
    return Optional.of(evaluation.run(open.network(), cases.changed(), finished, atOnce, listener));
  }
}
