package io.github.robustj.spark;

import java.io.Serializable;

/** What came of a part where it ran, as far as anything comes back. */
sealed interface PartResult extends Serializable {

  /**
   * @param bytes of the result, as {@code JobBytes} writes it
   */
  record Done(byte[] bytes) implements PartResult {}

  /** It cannot be done, here or elsewhere. */
  record Failed(String sentence) implements PartResult {}

  /**
   * The engine's process ended while it ran, which may have been for another part that ran there.
   */
  record Lost(String sentence) implements PartResult {}

  /** One of the same task was lost before. */
  record NotBegun() implements PartResult {}

  /** Nothing can be done on this executor. */
  record Unusable(String sentence) implements PartResult {}

  /** It was cancelled, or not begun since the run is over. */
  record Cancelled() implements PartResult {}
}
