package io.github.robustj.job;

import io.github.robustj.task.AnnotatedCases;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Hears how a job goes on, and can stop it. Called from the job's thread. */
public interface JobListener extends AnnotatedCases.Listener {

  JobListener SILENT = new JobListener() {};

  /**
   * @param fraction of the whole job but its preparation that is done, 0 to 1
   * @param message what is being done, for a progress bar
   */
  default void progress(double fraction, String message) {}

  /**
   * As {@link #progress(double, String)}, where the job itself knows more of what is left than its
   * fractions tell.
   */
  default void progress(double fraction, String message, Optional<Duration> left) {
    progress(fraction, message);
  }

  /**
   * Before the work proper, as while images are read: how long that takes says nothing about the
   * rest.
   *
   * @param fraction of the preparation that is done, 0 to 1
   * @param message what is being done, for a progress bar
   */
  default void preparing(double fraction, String message) {
    progress(0, message);
  }

  /** After each epoch of a training. A resumed one tells the earlier epochs first. */
  default void epoch(EpochReport report) {}

  /** Asked at least once per network call. */
  default boolean cancelled() {
    return false;
  }

  /**
   * @throws CancellationException if the user has cancelled
   */
  @Override
  default void check() {
    if (cancelled()) throw new CancellationException("cancelled");
  }

  /**
   * @param epoch counted from 1
   * @param values a row of the history: {@code loss}, those of {@link ScoreColumns}, {@code
   *     learning_rate}, and what the method adds ({@code margin_mean}, {@code margin_growing},
   *     {@code margin_frozen}, {@code perturbation_norm}, deciles {@code margin_q0} to {@code
   *     margin_q100}); NaN where not measured
   * @param margins of the training samples, empty for methods without
   */
  record EpochReport(int epoch, int epochs, Map<String, Double> values, float[] margins) {}
}
