package io.github.robustj.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private final Map<Integer, Level> levels = new TreeMap<>();
  private int count;

  public static BoxIndex of(List<Box> boxes) {
    BoxIndex index = new BoxIndex();
    boxes.forEach(index::add);
    return index;
  }

  /** The first box has the number 0, the next one 1. */
  public void add(Box box) {
    int level = level(box);
    levels.computeIfAbsent(level, k -> new Level(Math.scalb(1.0, k))).add(box, count++);
  }

  /** The numbers, rising, of all boxes that overlap this one, and perhaps of a few near it. */
  public int[] near(Box box) {
    Numbers found = new Numbers();
    for (Level level : levels.values()) level.first(box, found);
    return found.rising();
  }

  /** Whether one of {@link #near} is as wanted. */
  public boolean isAnyNear(Box box, IntPredicate wanted) {
    for (Level level : levels.values())
      if (level.first(box, (other, number) -> wanted.test(number)) != NONE) return true;
    return false;
  }

  /**
   * The number of a box that is wanted and whose IoU with this one is more than {@code iou}; {@link
   * #NONE} if there is none. Each side of one is then more than {@code iou} times that of the
   * other: what they share is no wider than the one, and more than {@code iou} times as large as
   * the other. So boxes of other sizes are not looked at.
   */
  public int overlapping(Box box, double iou, IntPredicate wanted) {
    double side = longest(box);
    for (Map.Entry<Integer, Level> entry : levels.entrySet()) {
      Level level = entry.getValue();
      boolean lowest = entry.getKey() == LEAST_LEVEL;
      if (level.side < iou * side || !lowest && iou * level.side / 2 > side) continue;
      int found = level.first(box, (other, number) -> wanted.test(number) && other.iou(box) > iou);
      if (found != NONE) return found;
    }
    return NONE;
  }

  /**
   * How many boxes, itself among them, share the square of one on average: what a search has to
   * look at grows with it.
   */
  public double crowd() {
    double pairs = 0;
    for (Level level : levels.values()) pairs += level.pairs();
    return pairs / count;
  }

  private static int level(Box box) {
    double side = longest(box);
    if (!(side > 0)) return LEAST_LEVEL;
    return Math.max(Math.getExponent(side) + 1, LEAST_LEVEL);
  }

  private static double longest(Box box) {
    return Math.max(box.width(), box.height());
  }

  /** What is asked of the boxes near another one; true ends the search. */
  private interface Visitor {
    boolean ends(Box box, int number);
  }

  /** A growing list of all that are near. */
  private static final class Numbers implements Visitor {

    private int[] numbers = new int[8];
    private int length;

    @Override
    public boolean ends(Box box, int number) {
      if (length == numbers.length) numbers = Arrays.copyOf(numbers, 2 * length);
      numbers[length++] = number;
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

    /** Of a square, at least as long as that of any box in it. */
    private final double side;

    /** With their numbers, and for each the place in this list of another one in its square. */
    private Box[] boxes = new Box[8];

    private int[] numbers = new int[8];
    private int[] next = new int[8];
    private int count;

    /** The squares that have boxes, and for each the place of one of them. */
    private long[] keys = new long[16];

    private int[] heads = empty(16);
    private int squares;

    Level(double side) {
      this.side = side;
    }

    void add(Box box, int number) {
      if (count == boxes.length) {
        boxes = Arrays.copyOf(boxes, 2 * count);
        numbers = Arrays.copyOf(numbers, 2 * count);
        next = Arrays.copyOf(next, 2 * count);
      }
      long key = key(square(box.centerY()), square(box.centerX()));
      int slot = slot(key);
      if (heads[slot] == NONE) squares++;
      keys[slot] = key;
      boxes[count] = box;
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
     * Shows all boxes that may overlap this one until one ends it, whose number this is: a centre
     * is at most half a side further than the box that is asked about reaches.
     */
    int first(Box box, Visitor visitor) {
      long top = square(box.top() - side / 2);
      long bottom = square(box.bottom() + side / 2);
      long left = square(box.left() - side / 2);
      long right = square(box.right() + side / 2);
      double asked = ((double) bottom - top + 1) * ((double) right - left + 1);
      if (asked >= squares) return first(visitor);
      for (long y = top; y <= bottom; y++)
        for (long x = left; x <= right; x++)
          for (int i = heads[slot(key(y, x))]; i != NONE; i = next[i])
            if (visitor.ends(boxes[i], numbers[i])) return numbers[i];
      return NONE;
    }

    private int first(Visitor visitor) {
      for (int i = 0; i < count; i++) if (visitor.ends(boxes[i], numbers[i])) return numbers[i];
      return NONE;
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
