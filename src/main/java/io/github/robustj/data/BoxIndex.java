package io.github.robustj.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbered boxes by place and size, so that those which may overlap a box are found without looking
 * at all of them: an image with thousands of objects is no matter of all pairs. Boxes of up to
 * {@code 2^k} pixels stand in squares of that side by their centre, so that a single huge box does
 * not make the squares of the small ones coarse.
 */
public final class BoxIndex {

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
    List<Integer> found = new ArrayList<>();
    for (Level level : levels.values()) level.collect(box, found);
    return found.stream().mapToInt(i -> i).sorted().toArray();
  }

  private static int level(Box box) {
    double side = Math.max(box.width(), box.height());
    if (!(side > 0)) return LEAST_LEVEL;
    return Math.max(Math.getExponent(side) + 1, LEAST_LEVEL);
  }

  /**
   * @param side of a square, at least as long as that of any box in it
   */
  private record Level(double side, Map<Long, List<Integer>> squares, List<Integer> all) {

    Level(double side) {
      this(side, new HashMap<>(), new ArrayList<>());
    }

    void add(Box box, int number) {
      all.add(number);
      long key = key(square(box.centerY()), square(box.centerX()));
      squares.computeIfAbsent(key, s -> new ArrayList<>()).add(number);
    }

    /** A centre is at most half a side further than the box that is asked about reaches. */
    void collect(Box box, List<Integer> found) {
      long top = square(box.top() - side / 2);
      long bottom = square(box.bottom() + side / 2);
      long left = square(box.left() - side / 2);
      long right = square(box.right() + side / 2);
      double asked = ((double) bottom - top + 1) * ((double) right - left + 1);
      if (asked >= squares.size()) {
        found.addAll(all);
        return;
      }
      for (long y = top; y <= bottom; y++)
        for (long x = left; x <= right; x++)
          found.addAll(squares.getOrDefault(key(y, x), List.of()));
    }

    private long square(double place) {
      return (long) Math.floor(place / side);
    }

    /** Squares so far apart that they share a key only cost time. */
    private static long key(long y, long x) {
      return y << 32 ^ x & 0xffffffffL;
    }
  }
}
