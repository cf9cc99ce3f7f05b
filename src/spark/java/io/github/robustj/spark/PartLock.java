package io.github.robustj.spark;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/**
 * Lets a part run with others in its process, or alone. One that ran where an executor died may be
 * the cause or have been beside it; whether it dies again when nothing else runs there tells.
 */
final class PartLock implements AutoCloseable {

  /** Fair, else one that shall be alone waits for all the others. */
  private static final ReentrantReadWriteLock HERE = new ReentrantReadWriteLock(true);

  private static final long POLL_MILLIS = 50;

  private final Lock held;

  private PartLock(Lock held) {
    this.held = held;
  }

  /**
   * Waits until nothing else runs in this process, or nothing that must be alone.
   *
   * @throws CancellationException if that is wanted meanwhile
   */
  static PartLock enter(boolean alone, BooleanSupplier cancelled) {
    Lock lock = alone ? HERE.writeLock() : HERE.readLock();
    try {
      while (!lock.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS))
        if (cancelled.getAsBoolean()) throw new CancellationException("cancelled");
      return new PartLock(lock);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  @Override
  public void close() {
    held.unlock();
  }
}
