package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurveTableTest {

  @Test
  void hasALinePerEpsilonCaseAndClass() {
    List<CaseScore> clean = List.of(new CaseScore("a,b", Map.of("liver", 1., "tumour", .25)));
    List<CaseScore> attacked =
        List.of(new CaseScore("a,b", Map.of("liver", .5, "tumour", Double.NaN)));
    RobustnessCurve curve =
        new RobustnessCurve(
            "Dice",
            AttackSpec.pgd(20),
            List.of("tumour", "liver"),
            List.of(new Point(0, clean), new Point(1.5, attacked)));
    assertEquals(
        """
        epsilon,case,class,score
        0.0,"a,b",tumour,0.25
        0.0,"a,b",liver,1.0
        1.5,"a,b",tumour,
        1.5,"a,b",liver,0.5
        """
            .replace("\n", "\r\n"),
        CurveTable.csv(curve));
  }
}
