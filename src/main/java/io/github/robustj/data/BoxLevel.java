package io.github.robustj.data;

import java.util.Arrays;

/** The boxes of a size, in a table of squares with open addresses. */
final class BoxLevel {

  /** What is asked of the boxes near another one; true ends the search. */
  interface Visitor {

    boolean ends(int number);
  }

  /** Odd, so that no two keys become one; 2^64 divided by the golden ratio (Knuth). */
  private static final long MIX = 0x9e3779b97f4a7c15L;

  final int size;

  /** {@code 2^size}, of a square, at least as long as that of any box in it. */
  final double side;

  /** Of all sizes. */
  private final BoxList boxes;

  /** The squares that have boxes, and for each the number of one of them. */
  private long[] keys = new long[16];

  private int[] heads = empty(16);
  private int squares;

  BoxLevel(int size, BoxList boxes) {
    this.size = size;
    this.boxes = boxes;
    side = Math.scalb(1.0, size);
  }

  /**
   * The box is in the list already.
   *
   * @return the number of another one in its square, or none
   */
  int add(Box box, int number) {
    long key = key(square(box.centerY()), square(box.centerX()));
    int slot = slot(key);
    int before = heads[slot];
    if (before == BoxIndex.NONE) squares++;
    keys[slot] = key;
    heads[slot] = number;
    if (2 * squares > keys.length) grow();
    return before;
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
   * @param next for each box another one in its square
   */
  int first(Box box, double across, double down, int[] next, Visitor visitor) {
    long top = square(box.top() - down);
    long bottom = square(box.bottom() + down);
    long left = square(box.left() - across);
    long right = square(box.right() + across);
    double asked = ((double) bottom - top + 1) * ((double) right - left + 1);
    if (asked >= squares) {
      for (int head : heads) {
        int found = first(head, box, next, visitor);
        if (found != BoxIndex.NONE) return found;
      }
      return BoxIndex.NONE;
    }
    for (long y = top; y <= bottom; y++)
      for (long x = left; x <= right; x++) {
        int found = first(heads[slot(key(y, x))], box, next, visitor);
        if (found != BoxIndex.NONE) return found;
      }
    return BoxIndex.NONE;
  }

  /** Of those in a square. */
  private int first(int head, Box box, int[] next, Visitor visitor) {
    for (int i = head; i != BoxIndex.NONE; i = next[i])
      if (boxes.touches(i, box) && visitor.ends(i)) return i;
    return BoxIndex.NONE;
  }

  /** Of boxes that share a square, each with itself, too. */
  double pairs(int[] next) {
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
