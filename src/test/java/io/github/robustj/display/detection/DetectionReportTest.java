package io.github.robustj.display.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.testing.Curves;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectionReportTest {

  private static final Box A = new Box(0, 0, 20, 20);
  private static final Box B = new Box(40, 0, 60, 20);

  /** A red one found and one missed; a white one found, and one made up that is surer. */
  private final RobustnessCurve curve =
      curve(
          new ObjectsInImage(
              List.of(
                  BoxedObject.drawn("red", A),
                  BoxedObject.drawn("red", B),
                  BoxedObject.drawn("white", A)),
              List.of(
                  BoxedObject.found("red", A, .9),
                  BoxedObject.found("white", B, .8),
                  BoxedObject.found("white", A, .7),
                  BoxedObject.found("white", B, .2))));

  /**
   * Red: precision 1 up to recall .5, which are 51 of 101 points. White: precision one half at
   * every recall. The least sure prediction does not count for the numbers at the threshold.
   */
  @Test
  void byHand() {
    List<DetectionReport.Row> rows = DetectionReport.of(curve, CocoMatching.MOST).rows();
    assertEquals(
        List.of("all", "red", "white"), rows.stream().map(DetectionReport.Row::name).toList());
    DetectionReport.Row red = rows.get(1);
    DetectionReport.Row white = rows.get(2);
    assertEquals(51 / 101., red.coco().precision50(), 1e-12);
    assertEquals(.5, white.coco().precision50(), 1e-12);
    assertEquals((51 / 101. + .5) / 2, rows.get(0).coco().precision50(), 1e-12);
    assertEquals(.5, red.voc10(), 1e-12);
    assertEquals(6 / 11., red.voc07(), 1e-12, "0, .1 to .5");
    assertEquals(2 / 3., red.counted().f1(), 1e-12);
    assertEquals(2 / 3., white.counted().f1(), 1e-12);
    assertEquals(.5, red.counted().iou(), 1e-12, "the missed one is 0");
    assertEquals(-1, red.counted().countBias(), 1e-12);
    assertEquals(1, white.counted().countError(), 1e-12);
    assertEquals(3, rows.get(0).objects());
    assertEquals(
        (51 / 101. + .5) / 2,
        CocoMatching.precision50(curve.points().get(0).objects(), curve.classes()),
        1e-12);
  }

  @Test
  void imagesWithoutAnnotationAreLeftOutOfTheirClassOnly() {
    BoxedObject all = new BoxedObject("red", new Box(0, 0, 60, 20), 1, Role.CROWD);
    RobustnessCurve unknown =
        curve(
            new ObjectsInImage(
                List.of(all, BoxedObject.drawn("white", A)),
                List.of(BoxedObject.found("red", B, .9), BoxedObject.found("white", A, .9))));
    List<DetectionReport.Row> rows = DetectionReport.of(unknown, CocoMatching.MOST).rows();
    assertEquals(0, rows.get(1).images());
    assertEquals(Double.NaN, rows.get(1).coco().precision50());
    assertEquals(1, rows.get(2).images());
    assertEquals(1, rows.get(0).coco().precision50(), 1e-12, "the mean over classes that have it");
  }

  /** The same cases at a second epsilon, as an evaluation has them. */
  private static RobustnessCurve twice(RobustnessCurve curve) {
    RobustnessCurve.Point clean = curve.points().get(0);
    return Curves.of(
        curve.score(),
        curve.attack(),
        curve.classes(),
        List.of(clean, new RobustnessCurve.Point(1, clean.cases())));
  }

  /** 150 of 150 found: COCO's limit leaves recall at two thirds, 67 of 101 points. */
  @Test
  void theLimitStandsInTheTableAndCanBeTakenAway() {
    List<BoxedObject> drawn = new ArrayList<>();
    List<BoxedObject> found = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Box box = new Box(30 * i, 0, 30 * i + 20, 20);
      drawn.add(BoxedObject.drawn("red", box));
      found.add(BoxedObject.found("red", box, .9));
    }
    RobustnessCurve dense = curve(new ObjectsInImage(drawn, found));
    DetectionReport coco = DetectionReport.of(dense, CocoMatching.MOST);
    DetectionReport all = DetectionReport.of(dense, CocoMatching.NO_LIMIT);
    assertEquals(67 / 101., coco.rows().get(1).coco().precision50(), 1e-12);
    assertEquals(1, all.rows().get(1).coco().precision50(), 1e-12);
    assertEquals(1, coco.rows().get(1).counted().f1(), "F1 has no limit");
    assertEquals(1, coco.rows().get(1).voc10(), "nor has VOC");
    assertEquals(1, CocoMatching.precision50(dense.points().get(0).objects(), dense.classes()));
    List<String> lines = coco.table().csv().lines().toList();
    assertTrue(lines.get(0).endsWith(",max_detections"), lines.get(0));
    assertTrue(lines.get(1).endsWith(",100"), lines.get(1));
    assertTrue(all.table().csv().lines().toList().get(1).endsWith(",none"));
    assertEquals(
        1 + 150, DetectionReport.curves(dense, CocoMatching.NO_LIMIT).csv().lines().count());
    String leftOut = DetectionReport.leftOut(dense, CocoMatching.MOST);
    assertTrue(leftOut.startsWith("1 of 1 images have more than 100"), leftOut);
    assertEquals(leftOut, DetectionReport.leftOut(twice(dense), CocoMatching.MOST));
    assertEquals("", DetectionReport.leftOut(dense, CocoMatching.NO_LIMIT));
  }

  @Test
  void tables() {
    String[] lines = DetectionReport.of(curve, CocoMatching.MOST).table().csv().split("\n");
    assertEquals(4, lines.length);
    assertTrue(lines[0].startsWith("epsilon,class,images,objects,ap,ap50"), lines[0]);
    for (String line : lines) assertEquals(18, line.split(",", -1).length, line);
    assertEquals(
        1 + 1 + 3, DetectionReport.curves(curve, CocoMatching.MOST).csv().split("\n").length);
  }

  private static RobustnessCurve curve(ObjectsInImage objects) {
    CaseScore only = Curves.score("smear", Map.of(), Map.of(), List.of(objects));
    return Curves.of(
        "F1", AttackSpec.pgd(1), List.of("red", "white"), List.of(new Point(0, List.of(only))));
  }
}
