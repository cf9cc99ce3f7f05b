package io.github.robustj.job;

import io.github.robustj.data.LabelBlocks;
import io.github.robustj.model.CellRange;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The blocks in which a network sees an image: those of its mask, or of its objects; none where it
 * sees the image whole, at a scale of its own.
 *
 * @param places of a mask
 * @param grid of objects; of a mask null
 * @param groups of objects: those of each block, by their index
 */
record SeenBlocks(
    BlockedImage blocked,
    List<BlockGrid.Place> places,
    ObjectGrid grid,
    List<List<Integer>> groups) {

  static SeenBlocks of(BlockedImage blocked) {
    if (blocked.isMask()) return new SeenBlocks(blocked, blocked.places(), null, List.of());
    if (!blocked.hasObjects()) return new SeenBlocks(blocked, List.of(), null, List.of());
    ObjectGrid grid = blocked.grid();
    return new SeenBlocks(blocked, List.of(), grid, blocked.blocks(grid));
  }

  int count() {
    return Math.max(places.size(), groups.size());
  }

  /** Where a block is, for messages; of no two the same. */
  String words(int block) {
    return grid == null ? places.get(block).inWords() : words(grid, groups.get(block));
  }

  /**
   * @param groups of a block
   */
  static String words(ObjectGrid grid, List<Integer> groups) {
    ObjectGrid.Group first = grid.groups().get(groups.get(0));
    CellRange cells = grid.cells(first);
    int n = grid.stride();
    return "x %d to %d, y %d to %d at the model's scale, slice %d"
        .formatted(
            cells.left() * n,
            cells.right() * n,
            cells.top() * n,
            cells.bottom() * n,
            first.slice() + 1);
  }

  /** Those that are not finished. */
  List<Integer> missing(BlockPlan plan) {
    return missing(plan, IntStream.range(0, count()).boxed().toList());
  }

  boolean isFinished(BlockPlan plan, int block) {
    return missing(plan, List.of(block)).isEmpty();
  }

  private List<Integer> missing(BlockPlan plan, List<Integer> among) {
    if (grid != null) return among.stream().filter(block -> !hasSeeds(plan, block)).toList();
    try (LabelBlocks labels = blocked.labels(plan, blocked.largestValue())) {
      return among.stream()
          .filter(block -> !Files.isRegularFile(plan.sums(block)) || !isWritten(labels, block))
          .toList();
    }
  }

  private boolean hasSeeds(BlockPlan plan, int block) {
    return groups.get(block).stream().allMatch(group -> Files.isRegularFile(plan.seeds(group)));
  }

  private boolean isWritten(LabelBlocks labels, int block) {
    return places.get(block).isWritten(labels);
  }
}
