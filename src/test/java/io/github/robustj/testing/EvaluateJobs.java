package io.github.robustj.testing;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.Provenance;
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
    return new EvaluateJob(
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
