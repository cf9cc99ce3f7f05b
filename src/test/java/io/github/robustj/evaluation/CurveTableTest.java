package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.Curves;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurveTableTest {

  @Test
  void hasALinePerEpsilonCaseAndClass() {
    List<CaseScore> clean = List.of(Curves.score("a,b", Map.of("liver", 1., "tumour", .25)));
    List<CaseScore> attacked =
        List.of(Curves.score("a,b", Map.of("liver", .5, "tumour", Double.NaN)));
    RobustnessCurve curve =
        Curves.of(
            "Dice",
            AttackSpec.pgd(20),
            List.of("tumour", "liver"),
            List.of(new Point(0, clean), new Point(1.5, attacked)));
    assertEquals(
        """
        epsilon,case,patient,class,score
        0.0,"a,b","a,b",tumour,0.25
        0.0,"a,b","a,b",liver,1.0
        1.5,"a,b","a,b",tumour,
        1.5,"a,b","a,b",liver,0.5
        """
            .replace("\n", "\r\n"),
        CurveTable.of(curve).csv());
  }

  @Test
  void anErrorIsCalledSoWithItsUnit() {
    List<Point> points = List.of(new Point(0, List.of(Curves.score("a", Map.of("chin", 2.5)))));
    for (String unit : List.of("mm", "pixel")) {
      RobustnessCurve curve =
          new RobustnessCurve(
              "Radial error (" + unit + ")", false, AttackSpec.pgd(1), List.of("chin"), points);
      String heading = "epsilon,case,patient,class,error_" + unit;
      assertEquals(heading + "\r\n0.0,a,a,chin,2.5\r\n", CurveTable.of(curve).csv());
    }
  }

  @Test
  void everyOtherMetricHasAColumn() {
    Map<String, Map<String, Double>> others =
        Map.of("hd95_mm", Map.of("liver", 2.5, "tumour", Double.NaN));
    CaseScore both =
        new CaseScore(
            "a",
            "a",
            Map.of("liver", .5, "tumour", .25),
            Map.of(),
            Map.of(),
            List.of(),
            Reach.NONE,
            others);
    RobustnessCurve curve =
        Curves.of(
            "Dice",
            AttackSpec.pgd(1),
            List.of("liver", "tumour"),
            List.of(new Point(0, List.of(both))));
    assertEquals(
        "epsilon,case,patient,class,score,hd95_mm\r\n0.0,a,a,liver,0.5,2.5\r\n0.0,a,a,tumour,0.25,\r\n",
        CurveTable.of(curve).csv());
  }

  @Test
  void aTargetHasAColumnAndMinimalPerturbationsATable() {
    CaseScore reached =
        Curves.score(
            "a", Map.of("liver", .5), Map.of(), Map.of("liver", .75), List.of(), new Reach(3, 4));
    RobustnessCurve curve =
        Curves.of(
            "Dice", AttackSpec.pgd(1), List.of("liver"), List.of(new Point(2, List.of(reached))));
    assertEquals(
        "epsilon,case,patient,class,score,target_score,reached,wanted\r\n2.0,a,a,liver,0.5,0.75,3,4\r\n",
        CurveTable.of(curve).csv());
    MinimalPerturbations minimal =
        new MinimalPerturbations(
            .5,
            4,
            List.of(
                new MinimalPerturbations.OfCase("a", 2.5, List.of(1., Double.POSITIVE_INFINITY))));
    assertEquals(
        "case,slice,epsilon\r\na,0,2.5\r\na,1,1.0\r\na,2,\r\n", CurveTable.of(minimal).csv());
  }
}
