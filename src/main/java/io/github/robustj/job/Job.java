package io.github.robustj.job;

import io.github.robustj.model.Backend;

/**
 * One piece of work a user asks for: a record of paths, images and options that can be written as
 * text and pixels, so that it may run in another process. Options are checked by {@link #run}
 * before anything is read or written.
 *
 * @param <R> what comes back, a record as plain as the job
 */
public interface Job<R> {

  /**
   * @throws io.github.robustj.error.RobustJException if the user can mend the cause
   * @throws java.util.concurrent.CancellationException if the listener asked to stop; nothing
   *     half-written stays
   */
  R run(Backend backend, JobListener listener);

  /** What to try where memory does not suffice; completes "try ...". */
  default String lighter() {
    return "smaller images, or device=cpu if the computer has more memory than its GPU";
  }
}
