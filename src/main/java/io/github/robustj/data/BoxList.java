package io.github.robustj.data;

import java.util.Arrays;

/**
 * Boxes by number, in 32 bytes each: their edges side by side in memory, in blocks that are never
 * moved, so that a list that grows is never held twice.
 */
public final class BoxList {

  private static final int BITS = 12;

  private static final int LAST = (1 << BITS) - 1;

  /** Left, top, right and bottom of one box after another. */
  private double[][] blocks = new double[1][4 * 8];

  private int size;

  public int size() {
    return size;
  }

  /** The first box has the number 0, the next one 1. */
  public void add(Box box) {
    double[] block = room();
    int at = at(size++);
    block[at] = box.left();
    block[at + 1] = box.top();
    block[at + 2] = box.right();
    block[at + 3] = box.bottom();
  }

  /** Where the next box goes: only the first block grows. */
  private double[] room() {
    int last = size >> BITS;
    if (last == 0) {
      if (4 * size == blocks[0].length) blocks[0] = Arrays.copyOf(blocks[0], 8 * size);
    } else if ((size & LAST) == 0) {
      if (last == blocks.length) blocks = Arrays.copyOf(blocks, 2 * last);
      blocks[last] = new double[4 << BITS];
    }
    return blocks[last];
  }

  public Box get(int number) {
    double[] block = blocks[number >> BITS];
    int at = at(number);
    return new Box(block[at], block[at + 1], block[at + 2], block[at + 3]);
  }

  /** Whether a box overlaps another one, or touches it. */
  boolean touches(int number, Box other) {
    double[] block = blocks[number >> BITS];
    int at = at(number);
    return block[at] <= other.right()
        && block[at + 1] <= other.bottom()
        && block[at + 2] >= other.left()
        && block[at + 3] >= other.top();
  }

  private static int at(int number) {
    return 4 * (number & LAST);
  }
}
