package io.github.robustj.job;

/**
 * Hears one of several jobs of the same size and tells how far all of them are.
 *
 * @param index of the job, counted from 0
 */
record OneOfMany(JobListener whole, int index, int count) implements JobListener {

  @Override
  public void progress(double fraction, String message) {
    String which = count == 1 ? "" : "part %d of %d, ".formatted(index + 1, count);
    whole.progress((index + fraction) / count, which + message);
  }

  /** The preparation of a part is work of the whole. */
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
