package io.github.robustj.task.detection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.metric.F1;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.Correctness;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class DetectionTaskTest {

  private static final DetectionTask TASK =
      new DetectionTask(List.of("red", "white"), Correctness.LOSS);
  private static final BoxedObject RED = BoxedObject.drawn("red", new Box(8, 8, 40, 32));
  private static final BoxedObject WHITE = BoxedObject.drawn("white", new Box(50, 12, 60, 24));

  /** An image of 128 x 96 pixels that the network sees at 64 x 32: twice across, thrice down. */
  @Test
  void scoresAreOfTheImagesOwnPixels() {
    Boxes drawn = Boxes.of(List.of(RED, WHITE));
    Tensor rows = TASK.encode(drawn.scaled(2, 3), image(128, 96), image(64, 32));
    Tensor outputs = outputs(rows);
    Boxes found = TASK.decode(outputs);
    assertEquals(2, found.all().size());
    ObjectsInImage image = TASK.objects(outputs, rows).get(0);
    assertEquals(new Box(16, 24, 80, 96), rounded(image.truth().get(0).box()));
    assertEquals(new Box(16, 24, 80, 96), rounded(named(image.found(), "red").box()));
    assertEquals(Map.of("red", 1., "white", 1.), TASK.score(outputs, rows));
  }

  /** Cells reach past the edge of an image of 62 x 30 pixels, but no object that counts does. */
  @Test
  void objectsAreCutWhereTheImageEnds() {
    BoxedObject corner = BoxedObject.drawn("red", new Box(44, 16, 62, 30));
    Image image = image(62, 30);
    Tensor rows = TASK.encode(Boxes.of(List.of(corner)), image, image);
    Tensor outputs = outputs(TASK.encode(Boxes.of(List.of(corner.at(new Box(44, 16, 64, 32))))));
    Box found = TASK.objects(outputs, rows).get(0).found().get(0).box();
    assertEquals(corner.box(), rounded(found));
    assertEquals(1, corner.box().iou(found), 1e-4);
  }

  private static Image image(int width, int height) {
    return new Image("", ArrayImgs.floats(width, height, 1, 1), Calibration.PIXELS);
  }

  /** What is missed, made up or of the other class costs; a class in neither is left out. */
  @Test
  void f1CountsMissesAndInventions() {
    Tensor both = TASK.encode(Boxes.of(List.of(RED, WHITE)));
    Tensor red = TASK.encode(Boxes.of(List.of(RED)));
    Tensor none = TASK.encode(Boxes.of(List.of()));
    assertEquals(0, TASK.score(outputs(red), both).get("white"), "missed");
    assertEquals(0, TASK.score(outputs(both), red).get("white"), "made up");
    assertEquals(Double.NaN, TASK.score(outputs(red), red).get("white"));
    assertTrue(TASK.score(outputs(none), none).values().stream().allMatch(f1 -> f1.isNaN()));
  }

  /** A crowd of every class over the image: nothing in it is right or wrong. */
  @Test
  void whatIsNotAnnotatedDoesNotCount() {
    BoxedObject crowd = new BoxedObject("red", new Box(0, 0, 64, 32), 1, Role.CROWD);
    Tensor rows = TASK.encode(Boxes.of(List.of(crowd, WHITE)));
    Map<String, Double> score =
        TASK.score(outputs(TASK.encode(Boxes.of(List.of(RED, WHITE)))), rows);
    assertEquals(Double.NaN, score.get("red"));
    assertEquals(1, score.get("white"));
  }

  /** The threshold of each class becomes one half, and order stays. */
  @Test
  void scoresAreStretched() {
    DetectionTask stretched = TASK.at(List.of(.8, .2));
    Tensor outputs = outputs(TASK.encode(Boxes.of(List.of(RED, WHITE))));
    // The peaks stand at .9 each, see outputs.
    List<BoxedObject> found = stretched.decode(outputs).all();
    assertEquals(.5 + .5 * .1 / .2, named(found, "red").score(), 1e-5);
    assertEquals(.5 + .5 * .7 / .8, named(found, "white").score(), 1e-5);
    assertEquals("white", found.get(0).name(), "the surest first");
    List<BoxedObject> rare = TASK.at(List.of(.95, .95)).decode(outputs).all();
    assertEquals(.5 * .9 / .95, named(rare, "red").score(), 1e-5);
  }

  @Test
  void namesTheClassThatIsNotKnown() {
    BoxedObject odd = BoxedObject.drawn("green", RED.box());
    String message =
        assertThrows(RobustJException.class, () -> TASK.encode(Boxes.of(List.of(odd))))
            .getMessage();
    assertTrue(message.contains("green") && message.contains("red, white"), message);
  }

  /** Six objects of one class and two of the other: weights .67 and 2, whose mean is 1. */
  @Test
  void balancedClassesCountTheSame() {
    List<BoxedObject> objects = new ArrayList<>();
    for (int i = 0; i < 6; i++) objects.add(RED);
    objects.add(WHITE);
    objects.add(WHITE);
    Tensor rows = ClassBalance.balanced(TASK.encode(Boxes.of(objects)));
    assertEquals(8 / 12f, rows.data()[BoxRow.WEIGHT], 1e-6);
    assertEquals(2, rows.data()[7 * BoxRow.COLUMNS + BoxRow.WEIGHT], 1e-6);
  }

  /**
   * A grid of cells, 12 pixels apart: each is found, none is left out by a limit or a neighbour.
   */
  @Test
  void twoThousandObjectsComeOut() {
    DetectionTask cells = new DetectionTask(List.of("cell"), Correctness.LOSS);
    List<BoxedObject> grid = new ArrayList<>();
    for (int y = 0; y < 45; y++)
      for (int x = 0; x < 45; x++)
        grid.add(BoxedObject.drawn("cell", Box.around(12 * x + 6, 12 * y + 6, 10, 10)));
    Tensor rows = cells.encode(Boxes.of(grid));
    Tensor outputs = BoxMapsTest.outputs(BoxMaps.of(rows, 540, 540, 1));
    assertEquals(2025, cells.decode(outputs).from(F1.COUNTS).all().size());
    assertEquals(Map.of("cell", 1.), cells.score(outputs, rows));
  }

  @Test
  void probabilitiesAreOfTheHeatMapsAlone() {
    Tensor p = BoxOutputs.probabilities(outputs(TASK.encode(Boxes.of(List.of(RED)))));
    assertArrayEquals(new int[] {1, 8, 16, 2}, p.shape());
    assertEquals(.9, p.data()[(5 * 16 + 6) * 2], 1e-5);
  }

  /** What a network says that has learned these rows of 64 x 32 pixels: .9 at peaks, else .01. */
  private static Tensor outputs(Tensor rows) {
    BoxMaps maps = BoxMaps.of(rows, 32, 64, 2);
    Tensor outputs = BoxMapsTest.outputs(maps);
    for (int k = 0; k < outputs.data().length; k++)
      if (k % 6 < 2) {
        boolean peak = maps.heat().data()[k / 6 * 2 + k % 6] == 1;
        outputs.data()[k] = (float) Math.log(peak ? .9 / .1 : .01 / .99);
      }
    return outputs;
  }

  private static BoxedObject named(List<BoxedObject> found, String name) {
    return found.stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
  }

  private static Box rounded(Box box) {
    return new Box(
        Math.rint(box.left()),
        Math.rint(box.top()),
        Math.rint(box.right()),
        Math.rint(box.bottom()));
  }
}
