package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Held against a look at all boxes. */
class BoxIndexTest {

  /** From a tenth of a pixel to 200 pixels along either side. */
  private static List<Box> boxes(int count, double side, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++)
      boxes.add(
          Box.around(
              random.nextDouble(-side, side),
              random.nextDouble(-side, side),
              Math.exp(random.nextDouble(-2.3, 5.3)),
              Math.exp(random.nextDouble(-2.3, 5.3))));
    return boxes;
  }

  private static int[] all(List<Box> boxes, Predicate<Box> wanted) {
    return IntStream.range(0, boxes.size()).filter(i -> wanted.test(boxes.get(i))).toArray();
  }

  private static int[] those(int[] found, List<Box> boxes, Predicate<Box> wanted) {
    return Arrays.stream(found).filter(i -> wanted.test(boxes.get(i))).toArray();
  }

  @Test
  void noBoxThatOverlapsIsMissed() {
    List<Box> boxes = boxes(2000, 300, 1);
    BoxIndex index = BoxIndex.of(boxes);
    for (Box box : boxes(200, 350, 2)) {
      Predicate<Box> overlaps = other -> other.intersection(box) > 0;
      assertArrayEquals(all(boxes, overlaps), those(index.near(box), boxes, overlaps));
      int[] near = index.near(box);
      for (int wanted : near) assertTrue(index.isAnyNear(box, number -> number == wanted));
      assertFalse(index.isAnyNear(box, number -> Arrays.binarySearch(near, number) < 0));
    }
  }

  @Test
  void whetherAnyOverlapsMuchIsKnown() {
    List<Box> boxes = new ArrayList<>(boxes(2000, 300, 3));
    // Of all sizes and nearly the same place, so that many overlap much.
    boxes.replaceAll(b -> Box.around(b.centerX() / 30, b.centerY() / 30, b.width(), b.height()));
    BoxIndex index = BoxIndex.of(boxes);
    for (double iou : new double[] {0, .1, .5, .9, .97})
      for (Box box : boxes(300, 10, 5))
        for (IntPredicate wanted : List.<IntPredicate>of(i -> true, i -> i % 7 == 3)) {
          Predicate<Box> much = other -> other.iou(box) > iou;
          int found = index.overlapping(box, iou, wanted);
          boolean any = Arrays.stream(all(boxes, much)).anyMatch(wanted);
          assertEquals(any, found != BoxIndex.NONE);
          assertTrue(!any || wanted.test(found) && much.test(boxes.get(found)));
        }
  }

  /** Pairs far from each other, in which one just overlaps as much as asked, at an edge. */
  @Test
  void overlapsAtTheLimitAreFound() {
    RandomGenerator random = new SplittableRandom(9);
    for (double iou : new double[] {.1, .3, .5, .8}) {
      double times = 1 / (iou * 1.001);
      List<Box> inner = new ArrayList<>();
      List<Box> outer = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        double x = i % 50 * 1000 + 10 * random.nextDouble();
        double y = i / 50 * 1000 + 10 * random.nextDouble();
        double width = 1 + 40 * random.nextDouble();
        double height = 1 + 40 * random.nextDouble();
        double more = (times - 1) / 2 * (i % 2 == 0 ? 1 : -1);
        inner.add(Box.around(x, y, width, height));
        outer.add(
            i % 4 < 2
                ? Box.around(x + more * width, y, times * width, height)
                : Box.around(x, y + more * height, width, times * height));
      }
      BoxIndex inners = BoxIndex.of(inner);
      BoxIndex outers = BoxIndex.of(outer);
      for (int i = 0; i < inner.size(); i++) {
        assertEquals(i, outers.overlapping(inner.get(i), iou, number -> true));
        assertEquals(i, inners.overlapping(outer.get(i), iou, number -> true));
      }
    }
  }

  /** A slide of objects: each is held against those around it, however many there are elsewhere. */
  @Test
  void fewAreLookedAtForEachOfMany() {
    int side = 300;
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < side * side; i++)
      boxes.add(Box.around(i % side * 10, i / side * 10, 4 + i % 13, 4 + i % 11));
    BoxIndex index = BoxIndex.of(boxes);
    for (Box box : boxes.subList(40_000, 41_000)) assertTrue(index.near(box).length < 60);
  }
}
