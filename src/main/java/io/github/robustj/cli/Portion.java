package io.github.robustj.cli;

import io.github.robustj.job.JobListener;

/** Hears one of several jobs of the same size that follow each other. */
record Portion(JobListener whole, int index, int count) implements PartOfWork {

  @Override
  public void progress(double fraction, String message) {
    whole.progress((index + fraction) / count, "%d of %d: %s".formatted(index + 1, count, message));
  }

  /** The preparation of a part is work of the whole. */
  @Override
  public void preparing(double fraction, String message) {
    progress(0, message);
  }
}
