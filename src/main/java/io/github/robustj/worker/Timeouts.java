package io.github.robustj.worker;

import java.time.Duration;

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
