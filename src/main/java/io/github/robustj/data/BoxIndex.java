package io.github.robustj.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Numbered boxes by place and size, so that those which may overlap a box are found without looking
 * at all of them: an image with thousands of objects is no matter of all pairs. Boxes of up to
 * {@code 2^k} pixels stand in squares of that side by their centre, so that a single huge box does
 * not make the squares of the small ones coarse.
 */
public final class BoxIndex {

  /** The number of no box. */
  public static final int NONE = -1;

  private static final int LEAST_LEVEL = -20;

  /** Part of a side by which rounding may move an edge. */
  private static final double ROUNDING = 1e-6;

  private final List<Level> levels = new ArrayList<>();
  private int count;

  public static BoxIndex of(List<Box> boxes) {
    BoxIndex index = new BoxIndex();
    boxes.forEach(index::add);
    return index;
  }

  /** The first box has the number 0, the next one 1. */
  public void add(Box box) {
    level(box).add(box, count++);
  }

  /**
   * The numbers, rising, of all boxes that overlap this one, and perhaps of a few that touch it.
   */
  public int[] near(Box box) {
    Numbers found = new Numbers();
    for (Level level : levels) level.first(box, level.side / 2, level.side / 2, found);
    return found.rising();
  }

  /** Whether one of {@link #near} is as wanted. */
  public boolean isAnyNear(Box box, IntPredicate wanted) {
    Visitor visitor = (level, place) -> wanted.test(level.numbers[place]);
    for (Level level : levels)
      if (level.first(box, level.side / 2, level.side / 2, visitor) != NONE) return true;
    return false;
  }

  /**
   * The number of a box that is wanted and whose IoU with this one is more than {@code iou}; {@link
   * #NONE} if there is none. Each side of one is then more than {@code iou} times that of the
   * other: what they share is no wider than the one, and more than {@code iou} times as large as
   * the other. So boxes of other sizes, or with centres further away, are not looked at.
   */
  public int overlapping(Box box, double iou, IntPredicate wanted) {
    double side = longest(box);
    Visitor visitor =
        (level, place) -> wanted.test(level.numbers[place]) && level.iou(place, box) > iou;
    for (Level level : levels) {
      boolean lowest = level.size == LEAST_LEVEL;
      if (level.side < iou * side || !lowest && iou * level.side / 2 > side) continue;
      double across = beyond(box.width(), level.side, iou) + ROUNDING * side;
      double down = beyond(box.height(), level.side, iou) + ROUNDING * side;
      int found = level.first(box, across, down, visitor);
      if (found != NONE) return found;
    }
    return NONE;
  }

  /**
   * How far beyond an edge of a box the centre of another one may lie. They share more than {@code
   * iou} times the longer of their sides, and at most half of both less the distance of the
   * centres, which is largest where the other side is as long as can be, or for more than a half as
   * long as this one.
   *
   * @param most the other's longest side
   */
  private static double beyond(double own, double most, double iou) {
    double other = Math.min(most, iou < .5 ? own / iou : own);
    return other / 2 - iou * Math.max(own, other);
  }

  /**
   * How many boxes, itself among them, share the square of one on average: what a search has to
   * look at grows with it.
   */
  public double crowd() {
    double pairs = 0;
    for (Level level : levels) pairs += level.pairs();
    return pairs / count;
  }

  /** That of a box, which is made if there is none. */
  private Level level(Box box) {
    double side = longest(box);
    int size = side > 0 ? Math.max(Math.getExponent(side) + 1, LEAST_LEVEL) : LEAST_LEVEL;
    for (Level level : levels) if (level.size == size) return level;
    Level level = new Level(size);
    levels.add(level);
    return level;
  }

  private static double longest(Box box) {
    return Math.max(box.width(), box.height());
  }

  /** What is asked of the boxes near another one; true ends the search. */
  private interface Visitor {

    /**
     * @param place of the box in its level
     */
    boolean ends(Level level, int place);
  }

  /** A growing list of all that are near. */
  private static final class Numbers implements Visitor {

    private int[] numbers = new int[8];
    private int length;

    @Override
    public boolean ends(Level level, int place) {
      if (length == numbers.length) numbers = Arrays.copyOf(numbers, 2 * length);
      numbers[length++] = level.numbers[place];
      return false;
    }

    int[] rising() {
      int[] found = Arrays.copyOf(numbers, length);
      Arrays.sort(found);
      return found;
    }
  }

  /** The boxes of a size, in a table of squares with open addresses. */
  private static final class Level {

    /** Odd, so that no two keys become one; 2^64 divided by the golden ratio (Knuth). */
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final int size;

    /** {@code 2^size}, of a square, at least as long as that of any box in it. */
    private final double side;

    /** Left, top, right and bottom of one box after another, as long lists of records are slow. */
    private double[] edges = new double[4 * 8];

    /** With their numbers, and for each the place in this list of another one in its square. */
    private int[] numbers = new int[8];

    private int[] next = new int[8];
    private int count;

    /** The squares that have boxes, and for each the place of one of them. */
    private long[] keys = new long[16];

    private int[] heads = empty(16);
    private int squares;

    Level(int size) {
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
      if (heads[slot] == NONE) squares++;
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
        if (oldHeads[i] == NONE) continue;
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
          for (int i = heads[slot(key(y, x))]; i != NONE; i = next[i])
            if (touches(i, box) && visitor.ends(this, i)) return numbers[i];
      return NONE;
    }

    private int first(Box box, Visitor visitor) {
      for (int i = 0; i < count; i++)
        if (touches(i, box) && visitor.ends(this, i)) return numbers[i];
      return NONE;
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
        for (int i = head; i != NONE; i = next[i]) together++;
        pairs += together * together;
      }
      return pairs;
    }

    /** Where a square is in the table, or would be: eight in a row are side by side. */
    private int slot(long key) {
      int last = keys.length - 1;
      int slot = (int) ((key >> 3) * MIX >>> 32) + (int) (key & 7) & last;
      while (heads[slot] != NONE && keys[slot] != key) slot = slot + 1 & last;
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
      Arrays.fill(heads, NONE);
      return heads;
    }
  }
}
