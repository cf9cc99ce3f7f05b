package io.github.robustj.job;

/** Hears one of several jobs: only what it says of its progress is told in another way. */
public interface PartOfWork extends JobListener {

  /** Hears all of them. */
  JobListener whole();

  @Override
  default void log(String line) {
    whole().log(line);
  }

  @Override
  default void epoch(EpochReport report) {
    whole().epoch(report);
  }

  @Override
  default boolean cancelled() {
    return whole().cancelled();
  }
}
