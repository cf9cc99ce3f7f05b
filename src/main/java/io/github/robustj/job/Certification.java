package io.github.robustj.job;

import io.github.robustj.attack.Goal;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.Certifier;
import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.Smoothing;
import io.github.robustj.task.TaskType;
import java.util.Optional;

/** The certificate of an evaluation, if it is wanted, made after the attacks. */
record Certification(Optional<Smoothing> wanted, double share, EvaluationListener listener) {

  /**
   * @throws RobustJException if the model is none of segmentation
   */
  static Certification of(EvaluateJob job, OpenModel open, JobListener listener) {
    if (job.certificate().isPresent() && open.task().pixelClasses().isEmpty())
      throw new RobustJException(
          "The option certificate is for segmentations, but the model %s %s; leave it out."
              .formatted(job.model(), TaskType.named(open.task().name()).verb()));
    Goal goal = open.task().goal(job.attack(), job.aim().isTargeted());
    int each = job.attack().calls(goal.calls(true));
    double attacks = job.epsilons().stream().mapToDouble(e -> e == 0 ? 1 : 1 + each).sum();
    double draws = job.certificate().map(s -> s.selection() + s.samples()).orElse(0);
    return new Certification(
        job.certificate(), draws / (draws + attacks), new EvaluationProgress(listener));
  }

  /** Hears of what comes before. */
  EvaluationListener before() {
    return listener.part(0, 1 - share);
  }

  Optional<Certificate> of(
      OpenModel open, EvaluatedCases cases, long seed, FinishedWork finished, CasesAtOnce atOnce) {
    return wanted.map(
        smoothing ->
            new Certifier(smoothing, open.task().pixelClasses(), OpenModel.BATCH, seed)
                .certify(
                    open.network(),
                    cases.readers(),
                    finished,
                    atOnce,
                    listener.part(1 - share, 1)));
  }
}
