package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.model.Backend;
import io.github.robustj.model.ThreadLimit;

/**
 * How many cases an evaluation measures at the same time where the user does not say it. On the CPU
 * a network of moderate size leaves cores idle between its operations, and so does what is computed
 * in Java; a GPU is busy with one.
 */
final class AtOnce {

  /** What one more gains beyond is small, and it takes memory. */
  private static final int MOST = 4;

  /**
   * For each value of an image: it, its attacked ones, what the network makes of it, candidates.
   */
  private static final long BYTES = 400;

  private AtOnce() {}

  static CasesAtOnce of(EvaluateJob job, Backend backend, EvaluatedCases cases, Attack attack) {
    if (job.parallel() > 0) return new CasesAtOnce(job.parallel());
    return of(backend, attack, cases.largest());
  }

  /**
   * @param largest values of the largest image
   */
  static CasesAtOnce of(Backend backend, Attack attack, long largest) {
    if (!backend.device().startsWith("CPU") || isOfUsers(attack)) return CasesAtOnce.ONE;
    return new CasesAtOnce(
        automatic(
            ThreadLimit.threads() / ThreadLimit.jobs(),
            Runtime.getRuntime().maxMemory() / 2 / ThreadLimit.jobs(),
            largest));
  }

  /**
   * @param room for all of them, in bytes
   * @param values of the largest image
   */
  static int automatic(int cores, long room, long values) {
    long fitting = room / (BYTES * Math.max(1, values));
    return (int) Math.max(1, Math.min(Math.min(cores, MOST), fitting));
  }

  /** Of a jar that was added, which may count on a single thread. */
  private static boolean isOfUsers(Attack attack) {
    return attack.getClass().getClassLoader() != Attack.class.getClassLoader();
  }
}
