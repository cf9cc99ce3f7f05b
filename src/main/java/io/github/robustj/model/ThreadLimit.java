package io.github.robustj.model;

import java.util.List;

/**
 * What a process may use of its machine where it has a share only, as an executor of a cluster
 * does: with how many threads it computes, and how many jobs it runs at the same time. Settled
 * before the first network is opened, because TensorFlow's threads are those of the process.
 *
 * <p>Into how many pieces an operation is divided decides in which order numbers are added: results
 * of the same number of threads are equal, those of another may differ in their last bits.
 */
public final class ThreadLimit {

  private static final String THREADS = "robustj.threads";
  private static final String JOBS = "robustj.jobs";

  private ThreadLimit() {}

  /**
   * @param threads at least 1; more than the machine has cores would only be in each other's way
   * @param jobs at the same time, at least 1
   */
  public static void set(int threads, int jobs) {
    if (threads < 1 || jobs < 1)
      throw new IllegalArgumentException(threads + " threads for " + jobs + " jobs");
    System.setProperty(THREADS, Integer.toString(threads));
    System.setProperty(JOBS, Integer.toString(jobs));
  }

  /** Takes a limit back; what has begun to compute keeps its threads. */
  public static void lift() {
    System.clearProperty(THREADS);
    System.clearProperty(JOBS);
  }

  /** Whether all cores are this process's own. */
  public static boolean isNone() {
    return Integer.getInteger(THREADS, 0) < 1;
  }

  /** Those to compute with: as many as the machine has cores, if there is no limit. */
  public static int threads() {
    return isNone() ? Runtime.getRuntime().availableProcessors() : Integer.getInteger(THREADS);
  }

  /** How many jobs may run at the same time in this process; 1 if nobody has said it. */
  public static int jobs() {
    return Math.max(1, Integer.getInteger(JOBS, 1));
  }

  /** For the Java of another process: the same limit, which its own threads keep, too. */
  public static List<String> options() {
    if (isNone()) return List.of();
    return List.of(
        "-D" + THREADS + "=" + threads(),
        "-D" + JOBS + "=" + jobs(),
        "-XX:ActiveProcessorCount=" + threads());
  }
}
