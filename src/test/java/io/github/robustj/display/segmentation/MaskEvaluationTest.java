package io.github.robustj.display.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.Curves;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MaskEvaluationTest {

  @Test
  void linesSayOfHowManyCasesAMeanIsWhereSomeHaveNone() {
    List<CaseScore> cases =
        List.of(of("a", .1, 4), of("b", Double.NaN, 7), of("c", .3, 1), of("d", .2, 4));
    List<CaseScore> empty = List.of(of("e", Double.NaN, 2));
    RobustnessCurve curve =
        Curves.of(
            "Dice",
            AttackSpec.pgd(20),
            List.of("organ"),
            List.of(new Point(0, cases), new Point(2.5, empty)));
    assertEquals(
        List.of(
            "epsilon 0  organ  hd95_mm 4.00  volume_difference 0.200 (3 of 4 cases)",
            "epsilon 2.5  organ  hd95_mm 2.00  volume_difference - (0 of 1 cases)"),
        new MaskEvaluation("model", curve).lines());
  }

  private static CaseScore of(String name, double difference, double distance) {
    return new CaseScore(
        name,
        name,
        Map.of("organ", .9),
        Map.of(),
        Map.of(),
        List.of(),
        Reach.NONE,
        new TreeMap<>(
            Map.of(
                "hd95_mm",
                Map.of("organ", distance),
                "volume_difference",
                Map.of("organ", difference))));
  }
}
