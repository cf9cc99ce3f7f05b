package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import java.util.concurrent.CancellationException;

/**
 * Computes for trainings on other machines until it is cancelled; the server itself ends with the
 * process.
 *
 * @param port that it listens on
 * @param trustedNetwork whether the user knows that everybody who reaches the port may use it
 */
public record ServeJob(int port, boolean trustedNetwork) implements Job<ServeJob.Served> {

  private static final int LOOK_AGAIN_MS = 200;

  /** Nothing: it only ends by being cancelled. */
  public record Served() {}

  @Override
  public Served run(Backend backend, JobListener listener) {
    if (!trustedNetwork)
      throw new RobustJException(
          "TensorFlow's server listens on all network interfaces and asks for no password, so that everybody who reaches port %d could run programs as you; where only trusted machines do, add the option trusted_network."
              .formatted(port));
    backend.openServer(port);
    listener.log(
        "Computing for trainings on port %d, %s. Everybody who reaches this port can run programs as you; close it to all but trusted machines."
            .formatted(port, backend.device()));
    while (true) {
      listener.check();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
