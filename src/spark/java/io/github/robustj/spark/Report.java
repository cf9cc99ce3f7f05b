package io.github.robustj.spark;

import java.io.Serializable;

/** What executors tell the driver while parts run, beside their results. */
sealed interface Report extends Serializable {

  /**
   * Asked before a part is begun; the answer is whether it shall be.
   *
   * @param run of which it is a part
   * @param part its place in the run
   */
  record Begun(long run, int part, String executor) implements Report {}

  /**
   * @param fraction of the part that is done, 0 to 1
   */
  record Progress(long run, int part, double fraction) implements Report {}

  /** For the log. */
  record Line(long run, String text) implements Report {}

  /** Whatever came of it. */
  record Ended(long run, int part) implements Report {}

  /** Asked by an executor about itself; the answer is the number of its cores. */
  record Cores(String executor) implements Report {}
}
