package io.github.robustj.training;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much of a training may be lost where epochs are long.
 *
 * @param every how often a training is kept inside an epoch, for machines that fail without a word
 * @param worth how much work is worth keeping where a training is told to stop, and at an epoch's
 *     end before the validation
 * @param nanos a clock
 */
record Pace(Duration every, Duration worth, LongSupplier nanos) {

  static final Pace STANDARD =
      new Pace(Duration.ofMinutes(10), Duration.ofMinutes(1), System::nanoTime);
}
