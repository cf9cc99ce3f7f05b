package io.github.robustj.model;

import java.util.function.Consumer;

/**
 * How far a {@link TiledModel} may go where memory is short.
 *
 * @param leastTile longest side in pixels of the smallest tiles that a prediction may be made of; a
 *     model that needs its images whole has no smaller ones than it begins with
 * @param log hears, in a line, of every step
 */
public record Shrinking(int leastTile, Consumer<String> log) {

  /** Smaller batches, but no smaller tiles, without a word. */
  public static Shrinking batchesOnly() {
    return new Shrinking(Integer.MAX_VALUE, line -> {});
  }
}
