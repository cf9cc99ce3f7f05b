package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.metric.CocoMatching.Size;
import io.github.robustj.metric.PrecisionRecall.Interpolation;
import io.github.robustj.metric.PrecisionRecall.Ranking;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {

  /** Means of few fractions. */
  private static final double ROUNDING = 1e-12;

  /** Ten pixels wide and high; {@code shift} pixels away its IoU is (10 - shift) / (10 + shift). */
  private static BoxedObject drawn(double x) {
    return BoxedObject.drawn("cell", new Box(x, 0, x + 10, 10));
  }

  private static BoxedObject found(double x, double score) {
    return BoxedObject.found("cell", new Box(x, 0, x + 10, 10), score);
  }

  /**
   * Four objects. In order of score: right, wrong, right, right (the fourth is missed), so
   * precision is 1, 1/2, 2/3, 3/4 at recall 1/4, 1/4, 1/2, 3/4.
   */
  private static final List<ObjectsInImage> FOUR =
      List.of(
          new ObjectsInImage(
              List.of(drawn(0), drawn(20)), List.of(found(500, .8), found(0, .9), found(20, .7))),
          new ObjectsInImage(List.of(drawn(0), drawn(40)), List.of(found(41, .6))));

  @Test
  void threeInterpolationsOfOneCurve() {
    PrecisionRecall curve = new CocoMatching(.5, Size.ALL, 100).rank(FOUR, "cell").curve();
    assertArrayEquals(new double[] {.9, .8, .7, .6}, curve.score());
    assertArrayEquals(new double[] {.25, .25, .5, .75}, curve.recall());
    assertArrayEquals(new double[] {1, 1 / 2., 2 / 3., 3 / 4.}, curve.precision(), ROUNDING);
    assertEquals(
        (26 * 1 + 50 * .75) / 101,
        curve.average(Interpolation.POINTS_101),
        ROUNDING,
        "to .25, .75");
    assertEquals((3 * 1 + 5 * .75) / 11, curve.average(Interpolation.POINTS_11), ROUNDING);
    assertEquals(.25 * 1 + .5 * .75, curve.average(Interpolation.ALL_POINTS), ROUNDING);
  }

  @Test
  void nothingToFindIsNoScoreAndNothingFoundIsZero() {
    CocoMatching matching = new CocoMatching(.5, Size.ALL, 100);
    PrecisionRecall none = matching.rank(FOUR, "other").curve();
    PrecisionRecall missed =
        matching.rank(List.of(new ObjectsInImage(List.of(drawn(0)), List.of())), "cell").curve();
    for (Interpolation interpolation : Interpolation.values()) {
      assertEquals(Double.NaN, none.average(interpolation));
      assertEquals(0, missed.average(interpolation));
    }
  }

  /** The IoU of .6 counts at .5, .55 and .6 but not above: three of ten thresholds. */
  @Test
  void theMeanOverThresholdsTellsHowWellABoxFits() {
    List<ObjectsInImage> images =
        List.of(new ObjectsInImage(List.of(drawn(0)), List.of(found(2.5, .9))));
    DetectionScore score = DetectionScore.of(images, "cell", CocoMatching.MOST);
    assertEquals(.3, score.precision(), ROUNDING);
    assertEquals(1, score.precision50());
    assertEquals(0, score.precision75());
    assertEquals(.3, score.small(), ROUNDING);
    assertEquals(Double.NaN, score.large());
    assertEquals(.3, score.recall(), ROUNDING);
  }

  @Test
  void aSecondPredictionOfAnObjectIsWrong() {
    List<ObjectsInImage> images =
        List.of(new ObjectsInImage(List.of(drawn(0)), List.of(found(0, .6), found(1, .9))));
    for (Ranking ranking :
        List.of(
            new CocoMatching(.5, Size.ALL, 100).rank(images, "cell"),
            new VocMatching(.5).rank(images, "cell"))) {
      assertEquals(List.of(true, false), hits(ranking));
      assertEquals(1, ranking.recall());
    }
  }

  /**
   * The surer prediction meets the first best; COCO lets the other take the second, VOC does not.
   */
  @Test
  void onlyCocoLooksForAnotherObject() {
    List<ObjectsInImage> images =
        List.of(
            new ObjectsInImage(List.of(drawn(0), drawn(3)), List.of(found(0, .9), found(1, .8))));
    assertEquals(
        List.of(true, true), hits(new CocoMatching(.5, Size.ALL, 100).rank(images, "cell")));
    assertEquals(List.of(true, false), hits(new VocMatching(.5).rank(images, "cell")));
  }

  @Test
  void difficultObjectsAndCrowdsNeitherHelpNorHarm() {
    Box box = new Box(0, 0, 10, 10);
    for (Role role : List.of(Role.DIFFICULT, Role.CROWD)) {
      List<ObjectsInImage> images =
          List.of(
              new ObjectsInImage(
                  List.of(new BoxedObject("cell", box, 1, role), drawn(50)),
                  List.of(found(0, .9), found(50, .8))));
      for (Ranking ranking :
          List.of(
              new CocoMatching(.5, Size.ALL, 100).rank(images, "cell"),
              new VocMatching(.5).rank(images, "cell"))) {
        assertEquals(1, ranking.positives());
        assertEquals(List.of(true), hits(ranking));
      }
    }
  }

  /**
   * The example of Padilla et al. 2020 (A survey on performance metrics for object-detection
   * algorithms), 7 images with 15 objects and 24 predictions, and the published values.
   */
  @Test
  void publishedVocExample() {
    double[][] published = {
      {.3, .2683982683, .2456866804}, {.5, .0303030303, .0222222222}, {.75, 0, 0}
    };
    for (double[] row : published) {
      PrecisionRecall curve = new VocMatching(row[0]).rank(Padilla.IMAGES, "person").curve();
      assertEquals(15, curve.positives());
      assertEquals(
          row[1], curve.average(Interpolation.POINTS_11), 1e-10, "given cut to ten digits");
      assertEquals(
          row[2], curve.average(Interpolation.ALL_POINTS), 1e-10, "given cut to ten digits");
    }
  }

  /** IoU .6 and 1, a missed one, and a prediction below the threshold. */
  @Test
  void meanIouCountsMissesAsZero() {
    List<ObjectsInImage> images =
        List.of(
            new ObjectsInImage(
                List.of(drawn(0), drawn(20), drawn(40)),
                List.of(found(2.5, .5), found(20, .9), found(40, .4), found(900, .9))));
    assertEquals((.6 + 1 + 0) / 3, MeanIou.of(images, "cell", .5), ROUNDING);
    assertEquals((.6 + 1 + 1) / 3, MeanIou.of(images, "cell", .4), ROUNDING);
    assertEquals(Double.NaN, MeanIou.of(images, "other", .5));
  }

  /** The prediction between two objects covers the nearer one only. */
  @Test
  void meanIouUsesAPredictionOnce() {
    List<ObjectsInImage> images =
        List.of(new ObjectsInImage(List.of(drawn(0), drawn(6)), List.of(found(5, .9))));
    assertEquals(9 / 11. / 2, MeanIou.of(images, "cell", .5), ROUNDING);
  }

  @Test
  void countErrorsDoNotCancel() {
    List<ObjectsInImage> images =
        List.of(
            new ObjectsInImage(List.of(drawn(0)), List.of(found(0, .9), found(80, .9))),
            new ObjectsInImage(List.of(drawn(0), drawn(20), drawn(40)), List.of(found(80, .4))));
    CountError error = CountError.of(images, "cell", .5);
    assertEquals(2, error.absolute(), "1 too many, 3 too few");
    assertEquals(-1, error.bias());
  }

  private static List<Boolean> hits(Ranking ranking) {
    return ranking.predictions().stream().map(Ranking.Ranked::hit).toList();
  }

  /** Rows {@code score, x, y, width, height}; objects have no score. */
  private static final class Padilla {

    private static final double[][][] OBJECTS = {
      {{25, 16, 38, 56}, {129, 123, 41, 62}},
      {{123, 11, 43, 55}, {38, 132, 59, 45}},
      {{16, 14, 35, 48}, {123, 30, 49, 44}, {99, 139, 47, 47}},
      {{53, 42, 40, 52}, {154, 43, 31, 34}},
      {{59, 31, 44, 51}, {48, 128, 34, 52}},
      {{36, 89, 52, 76}, {62, 58, 44, 67}},
      {{28, 31, 55, 63}, {58, 67, 50, 58}}
    };

    private static final double[][][] PREDICTIONS = {
      {{.88, 5, 67, 31, 48}, {.70, 119, 111, 40, 67}, {.80, 124, 9, 49, 67}},
      {{.71, 64, 111, 64, 58}, {.54, 26, 140, 60, 47}, {.74, 19, 18, 43, 35}},
      {
        {.18, 109, 15, 77, 39},
        {.67, 86, 63, 46, 45},
        {.38, 160, 62, 36, 53},
        {.91, 105, 131, 47, 47},
        {.44, 18, 148, 40, 44}
      },
      {{.35, 83, 28, 28, 26}, {.78, 28, 68, 42, 67}, {.45, 87, 89, 25, 39}, {.14, 10, 155, 60, 26}},
      {
        {.62, 50, 38, 28, 46}, {.44, 95, 11, 53, 28}, {.95, 29, 131, 72, 29}, {.23, 29, 163, 72, 29}
      },
      {{.45, 43, 48, 74, 38}, {.84, 17, 155, 29, 35}, {.43, 95, 110, 25, 42}},
      {{.48, 16, 20, 101, 88}, {.95, 33, 116, 37, 49}}
    };

    static final List<ObjectsInImage> IMAGES =
        IntStream.range(0, OBJECTS.length)
            .mapToObj(
                i ->
                    new ObjectsInImage(
                        Arrays.stream(OBJECTS[i])
                            .map(r -> BoxedObject.drawn("person", box(r, 0)))
                            .toList(),
                        Arrays.stream(PREDICTIONS[i])
                            .map(r -> BoxedObject.found("person", box(r, 1), r[0]))
                            .toList()))
            .toList();

    /** VOC's corners are pixels that belong to the box, so its edge is one further. */
    private static Box box(double[] r, int i) {
      return new Box(r[i], r[i + 1], r[i] + r[i + 2] + 1, r[i + 1] + r[i + 3] + 1);
    }
  }
}
