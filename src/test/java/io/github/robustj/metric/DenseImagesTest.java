package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxIndex;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.metric.CocoMatching.Size;
import io.github.robustj.metric.PrecisionRecall.Interpolation;
import io.github.robustj.metric.PrecisionRecall.Ranking;
import io.github.robustj.testing.CpuTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images with hundreds of objects, held against {@link DetectionOracle}, which looks at all pairs
 * and shares nothing with the metrics but boxes.
 */
class DenseImagesTest {

  private static final double ROUNDING = 1e-9;

  @Test
  void aPerfectPredictionOfTwoHundredCellsIsPerfect() {
    List<BoxedObject> truth = new ArrayList<>();
    List<BoxedObject> found = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Box box = Box.around(20 * i, 0, 16, 16);
      truth.add(BoxedObject.drawn("cell", box));
      found.add(BoxedObject.found("cell", box, .9 - i * .001));
    }
    List<ObjectsInImage> images = List.of(new ObjectsInImage(truth, found));
    assertEquals(1, F1.of(images, "cell", .5, .5));
    assertEquals(.701, F1.bestThreshold(images, "cell", .5, .3), ROUNDING, "the last one counts");
    DetectionScore all = DetectionScore.of(images, "cell", CocoMatching.NO_LIMIT);
    assertEquals(1, all.precision50());
    assertEquals(1, all.recall());
    DetectionScore coco = DetectionScore.of(images, "cell", CocoMatching.MOST);
    assertEquals(51 / 101., coco.precision50(), ROUNDING, "recall ends at one half");
    assertEquals(.5, coco.recall());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200, 600, 2000})
  void allScoresAreThoseOfAllPairs(int objects) {
    List<ObjectsInImage> images =
        List.of(image(objects, 1), image(Math.max(1, objects / 3), 2), image(5, 3));
    DetectionOracle oracle = new DetectionOracle(images, "cell");
    for (double iou : new double[] {.5, .75, .95}) {
      for (int most : new int[] {1, 100, CocoMatching.NO_LIMIT})
        assertEquals(
            oracle.averagePrecision(iou, most),
            new CocoMatching(iou, Size.ALL, most)
                .rank(images, "cell")
                .curve()
                .average(Interpolation.POINTS_101),
            ROUNDING);
      assertEquals(oracle.f1(.3, iou), F1.of(images, "cell", .3, iou), ROUNDING);
      assertEquals(
          oracle.vocAreaUnderCurve(iou),
          new VocMatching(iou).rank(images, "cell").curve().average(Interpolation.ALL_POINTS),
          ROUNDING);
    }
    assertEquals(oracle.meanIou(.3), MeanIou.of(images, "cell", .3), ROUNDING);
    assertCounts(images, .3);
    double threshold = F1.bestThreshold(images, "cell", .5, .3);
    assertEquals(oracle.bestF1(.5), F1.of(images, "cell", threshold, .5), ROUNDING);
  }

  /** Of images without a crowd, what is found less what is drawn, one by one. */
  private static void assertCounts(List<ObjectsInImage> images, double lowest) {
    List<Integer> differences = new ArrayList<>();
    for (ObjectsInImage image : images) {
      int difference = 0;
      boolean crowd = false;
      for (BoxedObject o : image.found())
        if (o.name().equals("cell") && o.score() >= lowest) difference++;
      for (BoxedObject o : image.truth())
        if (o.name().equals("cell")) {
          crowd |= o.role() == Role.CROWD;
          difference--;
        }
      if (!crowd) differences.add(difference);
    }
    CountError error = CountError.of(images, "cell", lowest);
    double bias = differences.stream().mapToInt(d -> d).average().orElse(Double.NaN);
    double absolute = differences.stream().mapToInt(Math::abs).average().orElse(Double.NaN);
    assertEquals(bias, error.bias(), ROUNDING);
    assertEquals(absolute, error.absolute(), ROUNDING);
  }

  @Test
  void whatIsDrawnIsWhatIsCounted() {
    ObjectsInImage image = image(700, 4);
    List<ObjectsInImage> images = List.of(image);
    Matches matches = Matches.of(image, .5);
    Ranking ranking = CocoMatching.unlimited(.5).rank(images, "cell");
    long hits = ranking.predictions().stream().filter(Ranking.Ranked::hit).count();
    assertEquals(hits, Matches.count(matches.right(), "cell"));
    assertEquals(ranking.predictions().size() - hits, Matches.count(matches.wrong(), "cell"));
    assertEquals(ranking.positives() - hits, Matches.count(matches.missed(), "cell"));
  }

  /** All pairs of so many would be 400 million, at each of forty thresholds and sizes. */
  @Test
  void twentyThousandObjectsTakeSeconds() throws Throwable {
    List<ObjectsInImage> images = List.of(image(20_000, 5));
    CpuTime.assertBelow(
        20,
        () -> {
          assertTrue(DetectionScore.of(images, "cell", CocoMatching.NO_LIMIT).precision() > 0);
          assertTrue(F1.of(images, "cell", .3, .5) > 0);
          assertTrue(MeanIou.of(images, "cell", .3) > 0);
          assertTrue(Matches.of(images.get(0), .5).right().size() > 0);
        });
  }

  @Test
  void theIndexFindsEveryOverlapWhateverTheSizes() {
    Random random = new Random(6);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double side = Math.pow(10, random.nextDouble() * 5 - 1);
      boxes.add(
          Box.around(
              random.nextDouble() * 4000 - 500,
              random.nextDouble() * 3000 - 500,
              side,
              side * (.2 + random.nextDouble())));
    }
    boxes.add(new Box(0, 0, 0, 0));
    boxes.add(new Box(5, 5, 1, 1));
    boxes.add(new Box(-1e30, -1e30, 1e30, 1e30));
    BoxIndex index = BoxIndex.of(boxes);
    for (Box box : boxes) {
      int[] near = index.near(box);
      for (int i = 0; i < boxes.size(); i++)
        if (box.intersection(boxes.get(i)) > 0)
          assertTrue(Arrays.binarySearch(near, i) >= 0, box + " and " + boxes.get(i));
    }
  }

  /** Crowded cells, found with shifts and twice, some missed, some made up, some not counted. */
  private static ObjectsInImage image(int objects, long seed) {
    Random random = new Random(seed);
    double side = 18 * Math.sqrt(objects + 1);
    List<BoxedObject> truth = new ArrayList<>();
    List<BoxedObject> found = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      Box box = box(random, side, 10 + 20 * random.nextDouble());
      Role role = i % 17 == 5 ? Role.DIFFICULT : i % 97 == 11 ? Role.CROWD : Role.OBJECT;
      truth.add(new BoxedObject("cell", box, 1, role));
      for (int k = random.nextInt(8) == 0 ? -1 : random.nextInt(2); k >= 0; k--)
        found.add(
            BoxedObject.found(
                "cell",
                box.moved(6 * random.nextDouble() - 3, 6 * random.nextDouble() - 3),
                random.nextInt(1000) / 1000.));
      if (i % 9 == 0)
        found.add(BoxedObject.found("cell", box(random, side, 20), random.nextDouble()));
    }
    truth.add(BoxedObject.drawn("other", box(random, side, 30)));
    found.add(BoxedObject.found("other", box(random, side, 30), .9));
    return new ObjectsInImage(truth, found);
  }

  private static Box box(Random random, double side, double size) {
    return Box.around(
        side * random.nextDouble(),
        side * random.nextDouble(),
        size,
        size * (.7 + .6 * random.nextDouble()));
  }
}
