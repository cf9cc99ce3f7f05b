package io.github.robustj.spark;

import java.util.concurrent.TimeUnit;

/**
 * How many parts a task of Spark gets. Whatever a part is, a task of its own costs Spark and this
 * process some 50 ms of processor time.
 */
final class TaskSize {

  /** What a task works, at least; so much is lost with its executor beside the part that runs. */
  private static final double WANTED_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final int MOST = 16;

  /** Shares in which the waiting parts are given, so that all places are done at the same time. */
  private static final int SHARES = 4;

  private final long begun = System.nanoTime();
  private boolean one;

  /** From now on. */
  void one() {
    one = true;
  }

  /**
   * @param ended parts so far
   * @param waiting parts
   * @param slots places that work at the same time
   */
  int of(int ended, int waiting, int slots) {
    if (one || ended < slots) return 1;
    return of((double) (System.nanoTime() - begun) * slots / ended, waiting, slots);
  }

  /**
   * @param nanos that a part takes
   */
  static int of(double nanos, int waiting, int slots) {
    double share = (double) waiting / slots / SHARES;
    return (int) Math.max(1, Math.min(MOST, Math.min(share, WANTED_NANOS / nanos)));
  }
}
