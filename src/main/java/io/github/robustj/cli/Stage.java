package io.github.robustj.cli;

import io.github.robustj.job.JobListener;
import io.github.robustj.job.PartsLeft;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Hears one of several jobs of different kinds and tells how far all of them are.
 *
 * @param name which part it is, as in {@code method 2 of 9, trades}
 * @param clock milliseconds
 */
record Stage(JobListener whole, PartsLeft parts, String name, LongSupplier clock)
    implements PartOfWork {

  @Override
  public void progress(double fraction, String message) {
    tell(fraction, message, parts.at(clock.getAsLong(), fraction));
  }

  /** Of the first part nothing else is known; that of others is work like any. */
  @Override
  public void preparing(double fraction, String message) {
    Optional<Duration> left = parts.at(clock.getAsLong(), 0);
    if (left.isPresent()) tell(0, message, left);
    else whole.preparing(fraction, words(message));
  }

  private void tell(double fraction, String message, Optional<Duration> left) {
    double share = left.map(l -> parts.share(clock.getAsLong(), l)).orElse(0.);
    whole.progress(share, words(message), left);
  }

  private String words(String message) {
    return name + ": " + message;
  }
}
