package io.github.robustj.cli;

import io.github.robustj.job.Job;
import io.github.robustj.parts.PartStore;
import java.util.List;
import java.util.Map;

/**
 * The work of a verb in parts, which can be done apart and in any order.
 *
 * @param <R> what is found of a part
 */
interface Division<R> {

  /** Names of the parts, each once, in the order of the undivided work. */
  List<String> parts();

  /** Checksums of what all parts read, by what that is, as {@code the model}. */
  Map<String, String> sums();

  /** What a part is of; parts of one thing may all fail for one reason, which is its own. */
  default String source(String part) {
    return part;
  }

  /**
   * Does a part: a job of paths and options, which reads its images where it runs.
   *
   * @throws io.github.robustj.error.RobustJException if the part has failed already
   */
  Job<R> job(String part);

  /**
   * What was found, as it is kept.
   *
   * @throws io.github.robustj.error.RobustJException if it is too large
   */
  byte[] bytes(String part, R found);

  /** Whether what was kept is still of the data as they are now. */
  default boolean isCurrent(String part, byte[] kept) {
    return true;
  }

  /** Whether a part is finished, and what was kept of it can be used. */
  default boolean isFinished(String part, PartStore store) {
    return store.result(part).filter(kept -> isCurrent(part, kept)).isPresent();
  }

  /**
   * What part of a run on a cluster its parts are, 0 to 1; joining them is less work than they are.
   */
  default double share() {
    return .9;
  }

  /** Whether the undivided work goes on without parts that fail, and names them at its end. */
  boolean goesOnWithoutFailed();
}
