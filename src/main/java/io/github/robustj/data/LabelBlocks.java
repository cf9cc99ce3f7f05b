package io.github.robustj.data;

import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * A label image that is written block by block, by several threads or processes, and may be larger
 * than memory.
 */
public interface LabelBlocks extends AutoCloseable {

  /** A rectangle of pixels of one slice; all are counted from 0. */
  record Block(int slice, int top, int left, int height, int width) {}

  /**
   * All blocks, slice by slice, row by row; they are disjoint, cover the image, and each holds
   * whatever is stored together.
   */
  List<Block> blocks();

  /** Whether an earlier write of a block has ended, in this run or one before. */
  boolean isWritten(Block block);

  /**
   * Writes one block, whole or not at all. Different blocks may be written at the same time.
   *
   * @param labels pixels row by row, not negative; 0 is background
   * @throws io.github.robustj.error.RobustJException if it cannot be written
   */
  void write(Block block, int[] labels);

  /**
   * Completes the image, once all blocks are written: its smaller copies, its description.
   *
   * @param progress hears of the part that is done, 0 to 1; may throw to stop
   */
  void finish(DoubleConsumer progress);

  @Override
  void close();
}
