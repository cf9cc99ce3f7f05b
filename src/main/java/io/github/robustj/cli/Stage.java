package io.github.robustj.cli;

import io.github.robustj.job.JobListener;

/**
 * Hears one of several jobs whose times tell nothing about each other: the time that is left is
 * that of the part, and the words say so.
 *
 * @param name which part of how many, as in {@code method 2 of 9 (trades)}
 */
record Stage(JobListener whole, String name) implements PartOfWork {

  @Override
  public void progress(double fraction, String message) {
    whole.progress(fraction, words(message));
  }

  @Override
  public void preparing(double fraction, String message) {
    whole.preparing(fraction, words(message));
  }

  private String words(String message) {
    return name + ", this part: " + message;
  }
}
