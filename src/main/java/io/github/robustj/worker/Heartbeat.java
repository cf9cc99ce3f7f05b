package io.github.robustj.worker;

import java.time.Duration;

/** When a worker was last heard, and whether an answer is due. Used by several threads. */
final class Heartbeat {

  private final Timeouts timeouts;
  private boolean ever;
  private boolean due;
  private long heard = System.nanoTime();
  private long asked;

  Heartbeat(Timeouts timeouts) {
    this.timeouts = timeouts;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  synchronized void heard() {
    ever = true;
    due = false;
    heard = System.nanoTime();
  }

  /** Something was asked that a living worker answers at once. */
  synchronized void asked() {
    if (!due) asked = System.nanoTime();
    due = true;
  }

  /** Whether it is time to ask. */
  synchronized boolean quiet() {
    return !due && since(heard) > timeouts.ask().toNanos();
  }

  /** Whether it has not answered in time. */
  synchronized boolean stopped() {
    Duration longest = ever ? timeouts.answer() : timeouts.start();
    return due && since(asked) > longest.toNanos();
  }

  /**
   * @param nanoTime as {@link System#nanoTime} gave it
   */
  synchronized boolean heardAfter(long nanoTime) {
    return heard - nanoTime > 0;
  }

  static long since(long nanoTime) {
    return System.nanoTime() - nanoTime;
  }

  /**
   * How long a worker may say nothing.
   *
   * @param ask after this silence it is asked whether it is still there
   * @param answer within this time a worker answers that question, whatever it computes
   * @param start the same for one that is just starting, perhaps from a slow disk
   * @param cancel within this time a cancelled job ends, or nobody waits for it any more
   */
  record Timeouts(Duration ask, Duration answer, Duration start, Duration cancel) {

    static final Timeouts STANDARD =
        new Timeouts(
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            Duration.ofSeconds(120),
            Duration.ofSeconds(8));
  }
}
