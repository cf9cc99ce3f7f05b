package io.github.robustj.cli;

import io.github.robustj.job.JobListener;
import io.github.robustj.job.PartOfWork;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears a run: as a whole, or first its parts and then what joins them, so that its progress goes
 * once from 0 to 1.
 */
final class Stages implements PartOfWork {

  private final JobListener whole;
  private double from;
  private double to = 1;

  Stages(JobListener whole) {
    this.whole = whole;
  }

  /**
   * What is heard now is the first part of the run.
   *
   * @param share of the run that it is, 0 to 1
   */
  void first(double share) {
    to = share;
  }

  /** What is heard now is the rest. */
  void rest() {
    from = to;
    to = 1;
  }

  @Override
  public JobListener whole() {
    return whole;
  }

  @Override
  public void progress(double fraction, String message) {
    whole.progress(from + fraction * (to - from), message);
  }

  /** What is left of the first part is not what is left of the run. */
  @Override
  public void progress(double fraction, String message, Optional<Duration> left) {
    if (to < 1) progress(fraction, message);
    else whole.progress(from + fraction * (to - from), message, left);
  }

  /** Once parts are done, preparations are progress of the rest, like any other work. */
  @Override
  public void preparing(double fraction, String message) {
    if (from == 0) whole.preparing(fraction, message);
    else progress(0, message);
  }
}
