package io.github.robustj.data;

import java.util.Arrays;

/** The boxes of a size, in a table of squares with open addresses. */
final class BoxLevel {

  /** What is asked of the boxes near another one; true ends the search. */
  interface Visitor {

    /**
     * @param place of the box in its level
     */
    boolean ends(BoxLevel level, int place);
  }

  /** Odd, so that no two keys become one; 2^64 divided by the golden ratio (Knuth). */
  private static final long MIX = 0x9e3779b97f4a7c15L;

  final int size;

  /** {@code 2^size}, of a square, at least as long as that of any box in it. */
  final double side;

  /** Left, top, right and bottom of one box after another, side by side in memory. */
  private double[] edges = new double[4 * 8];

  /** With their numbers, and for each the place in this list of another one in its square. */
  int[] numbers = new int[8];

  private int[] next = new int[8];
  private int count;

  /** The squares that have boxes, and for each the place of one of them. */
  private long[] keys = new long[16];

  private int[] heads = empty(16);
  private int squares;

  BoxLevel(int size) {
    this.size = size;
    side = Math.scalb(1.0, size);
  }

  void add(Box box, int number) {
    if (count == numbers.length) {
      edges = Arrays.copyOf(edges, 2 * edges.length);
      numbers = Arrays.copyOf(numbers, 2 * count);
      next = Arrays.copyOf(next, 2 * count);
    }
    long key = key(square(box.centerY()), square(box.centerX()));
    int slot = slot(key);
    if (heads[slot] == BoxIndex.NONE) squares++;
    keys[slot] = key;
    edges[4 * count] = box.left();
    edges[4 * count + 1] = box.top();
    edges[4 * count + 2] = box.right();
    edges[4 * count + 3] = box.bottom();
    numbers[count] = number;
    next[count] = heads[slot];
    heads[slot] = count++;
    if (2 * squares > keys.length) grow();
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldHeads = heads;
    keys = new long[2 * oldKeys.length];
    heads = empty(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldHeads[i] == BoxIndex.NONE) continue;
      int slot = slot(oldKeys[i]);
      keys[slot] = oldKeys[i];
      heads[slot] = oldHeads[i];
    }
  }

  /**
   * Shows the boxes that overlap or touch this one until one ends it, whose number this is.
   *
   * @param across,down how far beyond its edges a centre may be
   */
  int first(Box box, double across, double down, Visitor visitor) {
    long top = square(box.top() - down);
    long bottom = square(box.bottom() + down);
    long left = square(box.left() - across);
    long right = square(box.right() + across);
    double asked = ((double) bottom - top + 1) * ((double) right - left + 1);
    if (asked >= squares) return first(box, visitor);
    for (long y = top; y <= bottom; y++)
      for (long x = left; x <= right; x++)
        for (int i = heads[slot(key(y, x))]; i != BoxIndex.NONE; i = next[i])
          if (touches(i, box) && visitor.ends(this, i)) return numbers[i];
    return BoxIndex.NONE;
  }

  private int first(Box box, Visitor visitor) {
    for (int i = 0; i < count; i++) if (touches(i, box) && visitor.ends(this, i)) return numbers[i];
    return BoxIndex.NONE;
  }

  private boolean touches(int place, Box box) {
    int at = 4 * place;
    return edges[at] <= box.right()
        && edges[at + 1] <= box.bottom()
        && edges[at + 2] >= box.left()
        && edges[at + 3] >= box.top();
  }

  /** As {@link Box#iou} has it. */
  double iou(int place, Box box) {
    int at = 4 * place;
    return new Box(edges[at], edges[at + 1], edges[at + 2], edges[at + 3]).iou(box);
  }

  /** Of boxes that share a square, each with itself, too. */
  double pairs() {
    double pairs = 0;
    for (int head : heads) {
      double together = 0;
      for (int i = head; i != BoxIndex.NONE; i = next[i]) together++;
      pairs += together * together;
    }
    return pairs;
  }

  /** Where a square is in the table, or would be: eight in a row are side by side. */
  private int slot(long key) {
    int last = keys.length - 1;
    int slot = (int) ((key >> 3) * MIX >>> 32) + (int) (key & 7) & last;
    while (heads[slot] != BoxIndex.NONE && keys[slot] != key) slot = slot + 1 & last;
    return slot;
  }

  private long square(double place) {
    return (long) Math.floor(place / side);
  }

  /** Squares so far apart that they share a key only cost time. */
  private static long key(long y, long x) {
    return y << 32 ^ x & 0xffffffffL;
  }

  private static int[] empty(int length) {
    int[] heads = new int[length];
    Arrays.fill(heads, BoxIndex.NONE);
    return heads;
  }
}
