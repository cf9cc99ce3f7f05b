package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlineTest {

  /** 3 x 2 and 3 x 2, shifted by 1 and 1: 2 in common, 10 together. */
  @Test
  void ofRectanglesIsThatOfBoxes() {
    Outline a = Outline.of(new Box(0, 0, 3, 2));
    Outline b = Outline.of(new Box(1, 1, 4, 3));
    assertEquals(6, a.area(), 1e-9);
    assertEquals(2, a.intersection(b), 1e-9);
    assertEquals(.2, a.iou(b), 1e-9);
    assertEquals(1, a.iou(a), 0);
    assertEquals(0, a.iou(Outline.of(new Box(3, 0, 5, 2))), 0);
  }

  /**
   * Two circles of radius 10, 12 apart, share a lens: 2 r^2 acos(d / 2r) - d / 2 sqrt(4 r^2 - d^2).
   */
  @Test
  void ofCirclesIsALens() {
    double d = 12;
    double lens = 200 * Math.acos(d / 20) - d / 2 * Math.sqrt(400 - d * d);
    Outline a = circle(30.2, 31.7, 10);
    Outline b = circle(30.2 + d * .6, 31.7 + d * .8, 10);
    // A polygon of 720 corners lacks 1e-5 of its circle; the distance of the lines leaves 1e-3.
    assertEquals(100 * Math.PI, a.area(), .3);
    assertEquals(lens, a.intersection(b), 1e-3 * lens);
  }

  /** A ring of 4 x 4 with a hole of 2 x 2, and a second part. */
  @Test
  void partsAndHolesCount() {
    Outline outline =
        new Outline(
            List.of(
                new double[] {0, 0, 4, 0, 4, 4, 0, 4},
                new double[] {1, 1, 3, 1, 3, 3, 1, 3},
                new double[] {6, 0, 7, 0, 7, 1, 6, 1}));
    assertEquals(16 - 4 + 1, outline.area(), 1e-9);
    assertEquals(new Box(0, 0, 7, 4), outline.bounds());
    assertEquals(2, outline.intersection(Outline.of(new Box(2, 0, 3, 4))), 1e-9);
  }

  /** Pixels by their centres are what was traced, with parts, holes and corners that touch. */
  @Test
  void tracedLabelsArePaintedAgain() {
    Random random = new Random(3);
    int[] labels = new int[9 * 7];
    for (int i = 0; i < labels.length; i++) labels[i] = Math.max(0, random.nextInt(5) - 1);
    Map<Integer, Outline> outlines = LabelOutlines.of(labels, 9);
    int[] again = new int[labels.length];
    outlines.forEach((value, outline) -> outline.paint(again, 9, value));
    assertArrayEquals(labels, again);
    for (int value : outlines.keySet()) {
      long count = java.util.Arrays.stream(labels).filter(l -> l == value).count();
      assertEquals(count, outlines.get(value).area(), 1e-9, "area of " + value);
    }
  }

  /** A square has four corners, whatever its size. */
  @Test
  void straightEdgesHaveNoCorners() {
    int[] labels = {0, 0, 0, 0, 0, 2, 2, 0, 0, 2, 2, 0};
    assertArrayEquals(
        new double[] {1, 1, 3, 1, 3, 3, 1, 3}, LabelOutlines.of(labels, 4).get(2).rings().get(0));
  }

  /** The surer one is on top, the last of equals. */
  @Test
  void overlapsBelongToTheSurest() {
    List<BoxedObject> objects =
        List.of(
            BoxedObject.outlined("a", Outline.of(new Box(0, 0, 3, 1)), .9),
            BoxedObject.outlined("a", Outline.of(new Box(2, 0, 5, 1)), .6));
    assertArrayEquals(new int[] {1, 1, 1, 2, 2, 0}, LabelOutlines.painted(objects, 1, 6));
  }

  @Test
  void movesWithItsBox() {
    Outline outline =
        Outline.of(new Box(1, 2, 3, 6)).moved(new Box(1, 2, 3, 6), new Box(2, 1, 6, 3));
    assertEquals(new Box(2, 1, 6, 3), outline.bounds());
    assertThrows(IllegalArgumentException.class, () -> new Outline(List.of(new double[4])));
  }

  private static Outline circle(double x, double y, double radius) {
    double[] ring = new double[1440];
    for (int k = 0; k < 720; k++) {
      ring[2 * k] = x + radius * Math.cos(k * Math.PI / 360);
      ring[2 * k + 1] = y + radius * Math.sin(k * Math.PI / 360);
    }
    return new Outline(List.of(ring));
  }
}
