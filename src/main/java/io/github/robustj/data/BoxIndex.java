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

  private final BoxList boxes = new BoxList();
  private final List<BoxLevel> levels = new ArrayList<>();

  /** For each box the number of another one in its square. */
  private int[] next = new int[8];

  public static BoxIndex of(List<Box> boxes) {
    BoxIndex index = new BoxIndex();
    boxes.forEach(index::add);
    return index;
  }

  /** The first box has the number 0, the next one 1. */
  public void add(Box box) {
    int number = boxes.size();
    if (number == next.length) next = Arrays.copyOf(next, number + number / 2);
    boxes.add(box);
    next[number] = level(box).add(box, number);
  }

  public int size() {
    return boxes.size();
  }

  /** The box with a number. */
  public Box box(int number) {
    return boxes.get(number);
  }

  /**
   * The numbers, rising, of all boxes that overlap this one, and perhaps of a few that touch it.
   */
  public int[] near(Box box) {
    Numbers found = new Numbers();
    for (BoxLevel level : levels) level.first(box, level.side / 2, level.side / 2, next, found);
    return found.rising();
  }

  /** Whether one of {@link #near} is as wanted. */
  public boolean isAnyNear(Box box, IntPredicate wanted) {
    for (BoxLevel level : levels)
      if (level.first(box, level.side / 2, level.side / 2, next, wanted::test) != NONE) return true;
    return false;
  }

  /**
   * The number of a box that is wanted and whose IoU with this one is more than {@code iou}; {@link
   * #NONE} if there is none. The IoU along either axis is then more than {@code iou}, too: of what
   * one of them covers there, both share as large a part as of the area at least. So boxes of other
   * sizes, or with centres further away, are not looked at.
   */
  public int overlapping(Box box, double iou, IntPredicate wanted) {
    double side = longest(box);
    BoxLevel.Visitor visitor = number -> wanted.test(number) && boxes.get(number).iou(box) > iou;
    for (BoxLevel level : levels) {
      boolean lowest = level.size == LEAST_LEVEL;
      if (level.side < iou * side || !lowest && iou * level.side / 2 > side) continue;
      double across = beyond(box.width(), level.side, iou) + ROUNDING * side;
      double down = beyond(box.height(), level.side, iou) + ROUNDING * side;
      int found = level.first(box, across, down, next, visitor);
      if (found != NONE) return found;
    }
    return NONE;
  }

  /**
   * How far beyond an edge of a box the centre of another one may lie; below 0 inside. Along an
   * axis they share at most half of both less the distance of the centres, and more than {@code iou
   * / (1 + iou)} of both.
   *
   * @param most the other's longest side
   */
  private static double beyond(double own, double most, double iou) {
    double both = own + Math.min(most, own / iou);
    return both * (.5 - iou / (1 + iou)) - own / 2;
  }

  /**
   * How many boxes, itself among them, share the square of one on average: what a search has to
   * look at grows with it.
   */
  public double crowd() {
    double pairs = 0;
    for (BoxLevel level : levels) pairs += level.pairs(next);
    return pairs / boxes.size();
  }

  /** That of a box, which is made if there is none. */
  private BoxLevel level(Box box) {
    double side = longest(box);
    int size = side > 0 ? Math.max(Math.getExponent(side) + 1, LEAST_LEVEL) : LEAST_LEVEL;
    for (BoxLevel level : levels) if (level.size == size) return level;
    BoxLevel level = new BoxLevel(size, boxes);
    levels.add(level);
    return level;
  }

  private static double longest(Box box) {
    return Math.max(box.width(), box.height());
  }

  /** A growing list of all that are near. */
  private static final class Numbers implements BoxLevel.Visitor {

    private int[] numbers = new int[8];
    private int length;

    @Override
    public boolean ends(int number) {
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
}
