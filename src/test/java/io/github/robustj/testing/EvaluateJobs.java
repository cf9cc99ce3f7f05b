package io.github.robustj.testing;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.check.Level;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluationAim;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Evaluations away from the truth, of all pixels, with everything annotated. */
public final class EvaluateJobs {

  private EvaluateJobs() {}

  public static EvaluateJob of(
      Path model,
      Path data,
      Optional<Path> split,
      AttackSpec attack,
      List<Double> epsilons,
      long seed,
      Optional<Path> source,
      EvaluateJob.Points points) {
    return of(
        model,
        data,
        split,
        attack,
        epsilons,
        seed,
        source,
        points,
        EvaluationAim.anywhere(),
        Optional.empty());
  }

  /** With the patients that the training had, or else guessed from the names. */
  public static EvaluateJob of(
      Path model,
      Path data,
      Optional<Path> split,
      AttackSpec attack,
      List<Double> epsilons,
      long seed,
      Optional<Path> source,
      EvaluateJob.Points points,
      EvaluationAim aim,
      Optional<Path> unannotated) {
    return new EvaluateJob(
        model,
        data,
        split,
        attack,
        epsilons,
        seed,
        source,
        points,
        aim,
        unannotated,
        "",
        Level.USUAL,
        Optional.empty(),
        List.of(),
        1);
  }

  /** The same with so many cases at the same time. */
  public static EvaluateJob atOnce(EvaluateJob job, int cases) {
    return new EvaluateJob(
        job.model(),
        job.data(),
        job.split(),
        job.attack(),
        job.epsilons(),
        job.seed(),
        job.source(),
        job.points(),
        job.aim(),
        job.unannotated(),
        job.group(),
        job.checks(),
        job.certificate(),
        job.corruptions(),
        cases);
  }

  /** Without a second model and any options for landmarks. */
  public static EvaluateJob of(
      Path model,
      Path data,
      Optional<Path> split,
      AttackSpec attack,
      List<Double> epsilons,
      long seed) {
    return of(
        model, data, split, attack, epsilons, seed, Optional.empty(), EvaluateJob.Points.NONE);
  }

  /** How something was measured, but not when and how long it took. */
  public static Provenance timeless(Provenance how) {
    return how.at("", 0);
  }
}
