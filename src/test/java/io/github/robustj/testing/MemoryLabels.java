package io.github.robustj.testing;

import io.github.robustj.data.LabelBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;

/** A label image in memory that is written block by block, for tests. */
public final class MemoryLabels implements LabelBlocks {

  private final int width;
  private final int height;
  private final int slices;
  private final int side;

  /** Slice by slice, row by row; -1 where nothing was written. */
  public final int[] labels;

  private final Set<Block> written = new HashSet<>();

  /**
   * @param side of a block
   */
  public MemoryLabels(int width, int height, int slices, int side) {
    this.width = width;
    this.height = height;
    this.slices = slices;
    this.side = side;
    labels = new int[width * height * slices];
    Arrays.fill(labels, -1);
  }

  @Override
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int z = 0; z < slices; z++)
      for (int y = 0; y < height; y += side)
        for (int x = 0; x < width; x += side)
          blocks.add(new Block(z, y, x, Math.min(side, height - y), Math.min(side, width - x)));
    return blocks;
  }

  @Override
  public synchronized boolean isWritten(Block block) {
    return written.contains(block);
  }

  @Override
  public synchronized void write(Block block, int[] values) {
    if (values.length != block.height() * block.width())
      throw new IllegalArgumentException(values.length + " labels for " + block);
    for (int y = 0; y < block.height(); y++)
      System.arraycopy(
          values,
          y * block.width(),
          labels,
          (block.slice() * height + block.top() + y) * width + block.left(),
          block.width());
    written.add(block);
  }

  @Override
  public void finish(DoubleConsumer progress) {
    progress.accept(1);
  }

  @Override
  public void close() {}
}
