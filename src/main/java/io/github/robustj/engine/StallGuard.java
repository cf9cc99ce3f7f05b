package io.github.robustj.engine;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Closes a stream from which next to nothing comes for too long, or which nobody wants any more,
 * because reading from it would block for ever, or go on byte by byte for days.
 */
final class StallGuard implements AutoCloseable {

  /** Fewer bytes than these, in the time that is waited, are nothing: 2 kB in a second. */
  static final long LEAST_BYTES = 1 << 16;

  private static final long POLL_MILLIS = 50;

  private final InputStream in;
  private final long patience;
  private final BooleanSupplier unwanted;
  private final Thread watch = new Thread(this::watch, "robustj-download");
  private volatile long last = System.nanoTime();
  private volatile boolean stalled;
  private volatile long since;

  StallGuard(InputStream in, Duration patience, BooleanSupplier unwanted) {
    this.in = in;
    this.patience = patience.toNanos();
    this.unwanted = unwanted;
    watch.setDaemon(true);
    watch.start();
  }

  /** So many bytes came. */
  void came(int bytes) {
    since += bytes;
    if (since < LEAST_BYTES) return;
    since = 0;
    last = System.nanoTime();
  }

  /** What happened where it stalled. */
  String words() {
    return (since == 0 ? "nothing" : "next to nothing") + " came for a while";
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
