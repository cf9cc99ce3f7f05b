package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Held against the scores of a data set in which the images lie that often. */
class ResampledPrecisionTest {

  private static final double[] COCO =
      IntStream.range(0, 10).mapToDouble(i -> (50 + 5 * i) / 100.).toArray();

  @Test
  void equalsTheScoreOfCopies() {
    SplittableRandom random = new SplittableRandom(1);
    List<ObjectsInImage> images = IntStream.range(0, 12).mapToObj(i -> image(random)).toList();
    ResampledPrecision all = ResampledPrecision.of(images, "cell", CocoMatching.MOST, COCO);
    ResampledPrecision half = ResampledPrecision.of(images, "cell", CocoMatching.MOST, .5);
    for (int draw = 0; draw < 20; draw++) {
      int[] times = new int[images.size()];
      for (int i = 0; i < times.length && draw > 0; i++) times[random.nextInt(times.length)]++;
      if (draw == 0) Arrays.fill(times, 1);
      List<ObjectsInImage> copies = new ArrayList<>();
      for (int i = 0; i < times.length; i++)
        for (int copy = 0; copy < times[i]; copy++) copies.add(images.get(i));
      DetectionScore score = DetectionScore.of(copies, "cell", CocoMatching.MOST);
      assertEquals(score.precision(), all.of(times), 1e-12);
      assertEquals(score.precision50(), half.of(times), 1e-12);
    }
  }

  @Test
  void withoutObjectsThereIsNoScore() {
    ObjectsInImage empty =
        new ObjectsInImage(List.of(), List.of(BoxedObject.found("cell", new Box(0, 0, 9, 9), .5)));
    ObjectsInImage hit =
        new ObjectsInImage(
            List.of(BoxedObject.drawn("cell", new Box(0, 0, 9, 9))),
            List.of(BoxedObject.found("cell", new Box(0, 0, 9, 9), .9)));
    ResampledPrecision precision = ResampledPrecision.of(List.of(empty, hit), "cell", 100, .5);
    assertTrue(Double.isNaN(precision.of(new int[] {2, 0})));
    assertEquals(1, precision.of(new int[] {1, 1}));
  }

  /**
   * Up to eight cells, most of them found not quite where they are, and some more; equal scores.
   */
  private static ObjectsInImage image(SplittableRandom random) {
    List<BoxedObject> drawn = new ArrayList<>();
    List<BoxedObject> found = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      Box box = Box.around(random.nextInt(20, 200), random.nextInt(20, 200), 20, 20);
      drawn.add(BoxedObject.drawn("cell", box));
      double moved = random.nextDouble(8);
      Box near = new Box(box.left() + moved, box.top(), box.right() + moved, box.bottom());
      if (random.nextInt(4) > 0) found.add(BoxedObject.found("cell", near, random.nextDouble()));
      if (random.nextInt(3) == 0)
        found.add(BoxedObject.found("cell", Box.around(300, 300, 9, 9), random.nextDouble()));
    }
    return new ObjectsInImage(drawn, found);
  }
}
