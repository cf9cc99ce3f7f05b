package io.github.robustj.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The user's wish to stop, and the job's answer: whoever ends the process waits until the job has
 * cleaned up.
 */
final class Cancellation {

  /**
   * Longer than most single network calls, after which a job looks whether it was cancelled, and
   * less than the 30 s after which Slurm, as usually set up, ends a process that it told to stop.
   * What is ended then is as complete as after a kill at any other moment.
   */
  static final long PATIENCE_SECONDS = 25;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean wanted;

  /** Ctrl-C and SIGTERM cancel; the process ends when the job has. */
  static Cancellation onShutdown() {
    Cancellation cancellation = new Cancellation();
    Runtime.getRuntime().addShutdownHook(new Thread(cancellation::cancel, "robustj-cancel"));
    return cancellation;
  }

  boolean wanted() {
    return wanted;
  }

  /** Told once, when nothing is left to clean up. */
  void ended() {
    ended.countDown();
  }

  /** Asks the job to stop and waits for it; returns at once after {@link #ended}. */
  void cancel() {
    wanted = true;
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
        System.err.println(
            "The job did not stop within %d s and is ended; the next run removes its temporary files."
                .formatted(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
