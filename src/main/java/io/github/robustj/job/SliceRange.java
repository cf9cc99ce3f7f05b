package io.github.robustj.job;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Slices of a volume that are worked on together: whole batches as the undivided work has them,
 * since a network may answer a little differently in another batch, and an attack draws for all
 * slices of a batch.
 *
 * @param from the first, counted from 0, a multiple of the batch
 * @param to behind the last
 */
public record SliceRange(int from, int to) {

  /**
   * @throws IllegalArgumentException if it is empty or begins within a batch
   */
  public SliceRange {
    if (from < 0 || to <= from || from % OpenModel.BATCH != 0)
      throw new IllegalArgumentException("slices from %d to %d".formatted(from, to));
  }

  /**
   * All slices of a volume in ranges of about the same length.
   *
   * @param slices at least 1
   * @param parts how many are wanted; there is at most one for each batch, and at least one
   */
  static List<SliceRange> divided(int slices, int parts) {
    int batches = (slices + OpenModel.BATCH - 1) / OpenModel.BATCH;
    int count = Math.max(1, Math.min(parts, batches));
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new SliceRange(
                    start(i, count, batches), Math.min(slices, start(i + 1, count, batches))))
        .toList();
  }

  private static int start(int part, int parts, int batches) {
    return (int) ((long) batches * part / parts) * OpenModel.BATCH;
  }

  /** As users count, {@code slices 1 to 32}. */
  public String inWords() {
    return "slices %d to %d".formatted(from + 1, to);
  }
}
