package io.github.robustj.display.landmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.display.landmark.LandmarkReport.Row;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.WorstCases;
import io.github.robustj.testing.Curves;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By hand; doubles, 1e-12. */
class LandmarkReportTest {

  private final Point point =
      new Point(
          0,
          List.of(
              Curves.score("a", Map.of("l", 1., "r", 3.), Map.of("d", 2.)),
              Curves.score("b", Map.of("l", 2., "r", Double.NaN), Map.of("d", Double.NaN)),
              Curves.score("c", Map.of("l", Double.NaN, "r", Double.NaN))));

  private final RobustnessCurve curve =
      new RobustnessCurve(
          "Radial error (mm)", false, AttackSpec.pgd(1), List.of("l", "r"), List.of(point));

  @Test
  void sumsUpAllLandmarksAndEach() {
    List<Row> rows = LandmarkReport.of(curve, List.of(2., 4.)).rows();
    assertEquals(List.of("all", "l", "r"), rows.stream().map(Row::landmark).toList());
    assertEquals(3, rows.get(0).count());
    assertEquals(2, rows.get(0).mean(), 1e-12);
    assertEquals(Math.sqrt(2 / 3.), rows.get(0).deviation(), 1e-12);
    assertEquals(1 / 3., rows.get(0).rates().get(0), 1e-12, "2 is not within 2");
    assertEquals(1, rows.get(0).rates().get(1), 1e-12);
    assertEquals(1.5, rows.get(1).mean(), 1e-12);
  }

  @Test
  void writesATable() {
    String[] lines = LandmarkReport.of(curve, List.of(2.5)).table().csv().split("\r\n");
    assertEquals("epsilon,landmark,count,mre,sd,sdr_2.5,unit", lines[0]);
    assertEquals("0.0,r,1,3.0,0.0,0.0,mm", lines[3]);
  }

  @Test
  void deviationsAreMeansOverTheCasesThatHaveThem() {
    assertEquals(Map.of("d", 2.), point.deviations());
  }

  @Test
  void theWorstErrorsAreTheLargestAndTheWorstScoresTheSmallest() {
    Point two =
        new Point(
            0, List.of(Curves.score("a", Map.of("l", 1.)), Curves.score("b", Map.of("l", 3.))));
    assertEquals(
        List.of("b", "a"), WorstCases.of(curve, two, 5).stream().map(CaseScore::name).toList());
    RobustnessCurve dice = Curves.of("Dice", AttackSpec.pgd(1), curve.classes(), List.of(two));
    assertEquals("a", WorstCases.of(dice, two, 1).get(0).name());
  }
}
