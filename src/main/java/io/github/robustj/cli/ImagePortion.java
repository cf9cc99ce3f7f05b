package io.github.robustj.cli;

import io.github.robustj.job.JobListener;

/** Hears one of several jobs of the same size that follow each other, one per image. */
record ImagePortion(JobListener whole, int index, int count) implements PartOfWork {

  @Override
  public void progress(double fraction, String message) {
    String which = count == 1 ? "" : "image %d of %d, ".formatted(index + 1, count);
    whole.progress((index + fraction) / count, which + message);
  }

  /** The preparation of a part is work of the whole. */
  @Override
  public void preparing(double fraction, String message) {
    progress(0, message);
  }
}
