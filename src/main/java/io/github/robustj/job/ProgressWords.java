package io.github.robustj.job;

import java.time.Duration;
import java.util.Optional;

/**
 * What a progress bar says: what is being done and how long it will still take, the same on the
 * command line and in Fiji. The preparation of a job has a time of its own, which tells nothing
 * about the job's.
 */
public final class ProgressWords {

  private TimeLeft preparation = new TimeLeft();
  private final TimeLeft work = new TimeLeft();

  /** As in {@code epoch 3 of 20, about 4 min left}. */
  public String working(long millis, double fraction, String message) {
    preparation = new TimeLeft();
    return working(message, work.at(millis, fraction));
  }

  /** As {@link #working(long, double, String)}, where the time that is left is known. */
  public static String working(String message, Optional<Duration> left) {
    return message + left.map(time -> ", " + TimeLeft.words(time)).orElse("");
  }

  /** As in {@code reading a, 3 of 20, begins in about 15 s}. */
  public String preparing(long millis, double fraction, String message) {
    Optional<Duration> left = preparation.at(millis, fraction);
    return message + left.map(time -> ", begins in about " + TimeLeft.amount(time)).orElse("");
  }
}
