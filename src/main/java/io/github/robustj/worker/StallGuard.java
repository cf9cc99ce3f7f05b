package io.github.robustj.worker;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Closes a stream from which nothing comes for too long, or which nobody wants any more, because
 * reading from it would block for ever.
 */
final class StallGuard implements AutoCloseable {

  private static final long POLL_MILLIS = 50;

  private final InputStream in;
  private final long patience;
  private final BooleanSupplier unwanted;
  private final Thread watch = new Thread(this::watch, "robustj-download");
  private volatile long last = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream in, Duration patience, BooleanSupplier unwanted) {
    this.in = in;
    this.patience = patience.toNanos();
    this.unwanted = unwanted;
    watch.setDaemon(true);
    watch.start();
  }

  /** Something came. */
  void alive() {
    last = System.nanoTime();
  }

  boolean stalled() {
    return stalled;
  }

  private void watch() {
    try {
      while (!unwanted.getAsBoolean() && !stalled) {
        Thread.sleep(POLL_MILLIS);
        stalled = System.nanoTime() - last > patience;
      }
      in.close();
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The reader meets the same stream and tells.
      stalled = true;
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
