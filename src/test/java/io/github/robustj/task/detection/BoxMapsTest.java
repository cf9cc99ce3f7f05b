package io.github.robustj.task.detection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BoxMapsTest {

  /** Rows are float. */
  private static final double FLOAT = 1e-4;

  private static final List<String> CLASSES = List.of("red", "white");

  /** At the radius, the three ways to be off leave exactly an IoU of .7 or more. */
  @Test
  void theRadiusKeepsTheOverlap() {
    for (double[] size : new double[][] {{10, 10}, {25, 25}, {40, 8}, {3, 90}}) {
      Box box = new Box(0, 0, size[0], size[1]);
      double r = CenterGaussian.radius(size[0], size[1]);
      double moved = box.iou(box.moved(r, r));
      double inwards = box.iou(new Box(r, r, size[0] - r, size[1] - r));
      double outwards = box.iou(new Box(-r, -r, size[0] + r, size[1] + r));
      double least = Math.min(moved, Math.min(inwards, outwards));
      assertEquals(CenterGaussian.OVERLAP, least, 1e-12, "radius " + r);
    }
    assertEquals(1 / 6., CenterGaussian.deviation(1, 1), 1e-12, "a single cell");
  }

  /**
   * 100 x 40 pixels around the middle of cell (7, 15): shrunk by a radius of one cell and a bit its
   * IoU is .7, so the peak's deviation is half a cell, cut at one and a half.
   */
  @Test
  void aPeakAndItsBox() {
    BoxMaps maps = maps(64, 120, object("white", Box.around(62, 30, 100, 40)));
    assertArrayEquals(new int[] {1, 16, 30, 2}, maps.heat().shape());
    assertEquals(1, (int) CenterGaussian.radius(25, 10));
    assertEquals(1, heat(maps, 7, 15, 1));
    assertEquals(Math.exp(-2), heat(maps, 7, 16, 1), 1e-6);
    assertEquals(Math.exp(-4), heat(maps, 8, 16, 1), 1e-6);
    assertEquals(0, heat(maps, 7, 17, 1));
    assertEquals(0, heat(maps, 7, 15, 0), "the other class");
  }

  /** Deviations 2.25 and .9 cells, which are one half at 2.65 and 1.06. */
  @Test
  void theCellsAroundTheCentreTellTheBox() {
    BoxedObject object = object("white", Box.around(62, 30, 100, 40));
    BoxMaps maps = maps(64, 120, object);
    for (int[] cell : new int[][] {{7, 15}, {7, 17}, {8, 15}})
      assertEquals(object.box(), maps.box(cell[0] * 30 + cell[1]));
    for (int[] cell : new int[][] {{7, 18}, {9, 15}, {8, 17}})
      assertEquals(0, weight(maps, cell[0], cell[1]));
    assertEquals(
        Math.exp(-.5 / (.9 * .9)), weight(maps, 8, 15) / weight(maps, 7, 15), 1e-6, "ratio");
    double sum = 0;
    for (float weight : maps.weights().data()) sum += weight;
    assertEquals(1, sum, 1e-6);
  }

  /** Two objects touch: between them the cell belongs to the nearer one, peaks do not add up. */
  @Test
  void touchingObjectsShareTheirCells() {
    BoxedObject left = object("red", new Box(10, 30, 110, 130));
    BoxedObject right = object("red", new Box(30, 30, 130, 130));
    BoxMaps maps = maps(160, 160, left, right);
    assertEquals(left.box(), maps.box(20 * 40 + 15));
    assertEquals(right.box(), maps.box(20 * 40 + 20));
    assertEquals(left.box(), maps.box(20 * 40 + 16));
    assertEquals(right.box(), maps.box(20 * 40 + 19));
    double sum = 0;
    for (float weight : maps.weights().data()) sum += weight;
    assertEquals(2, sum, 1e-6, "each object counts once");
    for (float heat : maps.heat().data()) assertTrue(heat <= 1);
  }

  /** Two centres in one cell: the smaller object keeps the box, in either order. */
  @Test
  void theSmallerObjectWinsACellThatTwoNeed() {
    BoxedObject large = object("white", Box.around(41, 41, 60, 60));
    BoxedObject small = object("red", Box.around(42, 42, 10, 10));
    for (BoxedObject[] order : new BoxedObject[][] {{large, small}, {small, large}}) {
      BoxMaps maps = maps(80, 80, order);
      assertEquals(small.box(), maps.box(10 * 20 + 10));
      assertEquals(1, heat(maps, 10, 10, 0));
      assertEquals(1, heat(maps, 10, 10, 1));
    }
  }

  @Test
  void crowdsDoNotCountButObjectsInThemDo() {
    BoxedObject crowd = new BoxedObject("red", new Box(0, 0, 40, 80), 1, Role.CROWD);
    BoxMaps maps = maps(80, 80, crowd, object("red", Box.around(22, 22, 12, 12)));
    assertEquals(-1, heat(maps, 2, 2, 0));
    assertEquals(1, heat(maps, 5, 5, 0));
    assertEquals(0, heat(maps, 2, 2, 1), "of another class");
    assertEquals(0, heat(maps, 2, 12, 0), "outside");
    assertEquals(0, weight(maps, 2, 2));
  }

  /** What is encoded comes back, also in images that are no multiple of the cells. */
  @Test
  void whatIsEncodedIsDecoded() {
    RandomGenerator random = new SplittableRandom(5);
    List<BoxedObject> drawn = new ArrayList<>();
    for (int i = 0; i < 4; i++)
      for (int j = 0; j < 3; j++)
        drawn.add(
            object(
                random.nextBoolean() ? "red" : "white",
                Box.around(
                    20 + 40 * i + random.nextDouble(10),
                    20 + 40 * j + random.nextDouble(10),
                    random.nextDouble(8, 60),
                    random.nextDouble(8, 60))));
    drawn.add(object("white", new Box(150, 117, 161, 123)));
    drawn.replaceAll(o -> o.at(o.box().within(161, 123).orElseThrow()));
    BoxMaps maps = maps(123, 161, drawn.toArray(new BoxedObject[0]));
    List<BoxedObject> decoded = decoder(.9).decode(new BoxOutputs(outputs(maps)), 0, 123, 161);
    assertEquals(drawn.size(), decoded.size());
    for (BoxedObject object : drawn)
      assertTrue(
          decoded.stream()
              .anyMatch(
                  d -> d.name().equals(object.name()) && d.box().iou(object.box()) > 1 - FLOAT),
          object.toString());
  }

  @Test
  void nothingGivesNothing() {
    BoxMaps maps = BoxMaps.of(Tensor.zeros(2, 0, BoxRow.COLUMNS), 16, 16, 2);
    for (float heat : maps.heat().data()) assertEquals(0, heat);
    assertEquals(List.of(), decoder(.9).decode(new BoxOutputs(outputs(maps)), 1, 16, 16));
  }

  @Test
  void suppressionIsPerClass() {
    BoxedObject sure = BoxedObject.found("red", new Box(0, 0, 10, 10), .9);
    BoxedObject same = BoxedObject.found("red", new Box(1, 0, 11, 10), .8);
    BoxedObject other = BoxedObject.found("white", new Box(1, 0, 11, 10), .7);
    BoxedObject beside = BoxedObject.found("red", new Box(9, 0, 19, 10), .6);
    List<BoxedObject> found = List.of(beside, other, same, sure);
    assertEquals(List.of(sure, other, beside), NonMaximumSuppressionTest.kept(found, .5));
    assertEquals(4, NonMaximumSuppressionTest.kept(found, .9).size());
  }

  /** A flat top is one object, not several. */
  @Test
  void equalNeighboursAreOneObject() {
    Tensor outputs = Tensor.zeros(1, 8, 8, 6);
    for (int i = 0; i < 64; i++) outputs.data()[i * 6] = i == 27 || i == 28 || i == 36 ? 3 : -9;
    for (int i = 0; i < 64; i++) outputs.data()[i * 6 + 1] = -9;
    List<BoxedObject> found = decoder(1).decode(new BoxOutputs(outputs), 0, 32, 32);
    assertEquals(1, found.size());
    assertEquals(1 / (1 + Math.exp(-3)), found.get(0).score(), 1e-12);
    assertEquals(Box.around(14, 14, 4, 4), found.get(0).box(), "cell (3, 3), one cell in size");
  }

  private static BoxDecoder decoder(double iou) {
    return new BoxDecoder(CLASSES, .5, iou, (kind, probability) -> probability, 0);
  }

  /** Outputs that say exactly what the maps say. */
  static Tensor outputs(BoxMaps maps) {
    int classes = maps.heat().shape(3);
    Tensor outputs =
        Tensor.zeros(
            maps.heat().samples(), maps.heat().shape(1), maps.heat().shape(2), classes + 4);
    int across = outputs.shape(2);
    for (int cell = 0; cell < maps.weights().data().length; cell++) {
      int to = cell * (classes + 4);
      for (int c = 0; c < classes; c++)
        outputs.data()[to + c] = 8 * (2 * maps.heat().data()[cell * classes + c] - 1);
      if (maps.weights().data()[cell] == 0) continue;
      Box box = maps.box(cell);
      int inSample = cell % maps.weights().sampleLength();
      outputs.data()[to + classes] = (float) (box.centerX() / 4 - inSample % across - .5);
      outputs.data()[to + classes + 1] = (float) (box.centerY() / 4 - inSample / across - .5);
      outputs.data()[to + classes + 2] = (float) Math.log(box.width() / 4);
      outputs.data()[to + classes + 3] = (float) Math.log(box.height() / 4);
    }
    return outputs;
  }

  private static BoxMaps maps(int height, int width, BoxedObject... objects) {
    Tensor rows = Tensor.zeros(1, objects.length, BoxRow.COLUMNS);
    for (int i = 0; i < objects.length; i++)
      BoxRow.write(rows.data(), i * BoxRow.COLUMNS, CLASSES.indexOf(objects[i].name()), objects[i]);
    return BoxMaps.of(rows, height, width, CLASSES.size());
  }

  private static BoxedObject object(String name, Box box) {
    return BoxedObject.drawn(name, box);
  }

  private static float heat(BoxMaps maps, int y, int x, int index) {
    return maps.heat().data()[(y * maps.heat().shape(2) + x) * maps.heat().shape(3) + index];
  }

  private static float weight(BoxMaps maps, int y, int x) {
    return maps.weights().data()[y * maps.heat().shape(2) + x];
  }
}
