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
}
