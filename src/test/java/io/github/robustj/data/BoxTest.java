package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoxTest {

  private static final Box BOX = new Box(2, 3, 12, 8);

  @Test
  void overlapByHand() {
    assertEquals(50, BOX.area());
    assertEquals(1, BOX.iou(BOX));
    Box half = new Box(7, 3, 17, 8);
    assertEquals(25, BOX.intersection(half));
    assertEquals(25 / 75., BOX.iou(half));
    assertEquals(0, BOX.iou(new Box(12, 3, 20, 8)), "they touch");
    assertEquals(0, new Box(1, 1, 1, 5).iou(new Box(1, 1, 1, 5)), "no area");
    assertEquals(4 / 50., BOX.iou(new Box(3, 4, 5, 6)), "one inside the other");
  }

  @Test
  void centreAndSizeGiveTheBoxBack() {
    assertEquals(BOX, Box.around(BOX.centerX(), BOX.centerY(), BOX.width(), BOX.height()));
    assertEquals(new Box(4, 1.5, 24, 4), BOX.scaled(2, .5));
    assertEquals(new Box(1, 5, 11, 10), BOX.moved(-1, 2));
  }

  @Test
  void partInsideAnImage() {
    assertEquals(Optional.of(BOX), BOX.within(20, 20));
    assertEquals(Optional.of(new Box(2, 3, 10, 5)), BOX.within(10, 5));
    assertEquals(Optional.of(new Box(0, 0, 1, 1)), new Box(-4, -2, 1, 1).within(10, 10));
    assertEquals(Optional.empty(), BOX.within(2, 20), "it begins where the image ends");
  }

  @Test
  void badBoxesArePutRightOrLeftOutAndCounted() {
    List<BoxedObject> drawn =
        List.of(
            cell(10, 10, 20, 20),
            cell(20, 10, 10, 22),
            cell(7, 7, 7, 9),
            cell(200, 10, 210, 20),
            cell(90, 10, 120, 20),
            cell(90, 10, 100.5, 20));
    BoxCheck check = BoxCheck.of(drawn, 100, 50);
    assertEquals(
        List.of(
            cell(10, 10, 20, 20),
            cell(10, 10, 20, 22),
            cell(90, 10, 100, 20),
            cell(90, 10, 100, 20)),
        check.objects());
    assertEquals(new BoxRepairs(6, 1, 1, 1, 1, 0, 0, 0, 0), check.repairs());
    assertEquals(
        "2 boxes without width or height left out, 1 box outside the image left out,"
            + " 1 box with swapped edges put in order, 1 box cut at the edge of the image of 7:"
            + " check that the boxes were drawn in these images, and whether their four numbers"
            + " are edges or a corner and a size",
        check.repairs().plus(new BoxRepairs(1, 1, 0, 0, 0, 0, 0, 0, 0)).inWords());
    assertEquals("", BoxCheck.of(List.of(), 100, 50).repairs().inWords());
  }

  private static BoxedObject cell(double left, double top, double right, double bottom) {
    return BoxedObject.drawn("cell", new Box(left, top, right, bottom));
  }
}
