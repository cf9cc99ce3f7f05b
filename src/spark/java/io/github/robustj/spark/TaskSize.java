package io.github.robustj.spark;

import java.util.concurrent.TimeUnit;

/**
 * How many parts a task of Spark gets. Whatever a part is, a task of its own costs Spark and this
 * process some 50 ms of processor time. Where executors are other processes parts are not put
 * together: what ends one would also cost the finished parts of its tasks.
 */
final class TaskSize {

  /** What a task works, at most, if it has more parts than one. */
  private static final double WANTED_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final int MOST = 16;

  /** Shares in which the waiting parts are given, so that all places are done at the same time. */
  private static final int SHARES = 4;

  private final long begun = System.nanoTime();
  private boolean one;

  /**
   * @param one whether never more than one
   */
  TaskSize(boolean one) {
    this.one = one;
  }

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
