package io.github.robustj.job;

/**
 * Hears a part of a job, whose progress is a share of the whole.
 *
 * @param from,to of the whole, 0 to 1
 */
public record Share(JobListener whole, double from, double to) implements JobListener {

  @Override
  public void progress(double fraction, String message) {
    whole.progress(from + fraction * (to - from), message);
  }

  @Override
  public void preparing(double fraction, String message) {
    progress(0, message);
  }

  @Override
  public void log(String line) {
    whole.log(line);
  }

  @Override
  public void epoch(EpochReport report) {
    whole.epoch(report);
  }

  @Override
  public boolean cancelled() {
    return whole.cancelled();
  }
}
