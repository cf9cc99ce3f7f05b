package io.github.robustj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.testing.Curves;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that are called as something else is, or as no class should be. */
class ClassNamesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"all", "area", "Dice", "epsilon", " ", "", "null", "a,b", "<b>&${1}_%\\"})
  void reportsTellTheMeanOverClassesFromEach(String name) {
    RobustnessCurve curve =
        Curves.of(
            "Dice",
            AttackSpec.pgd(3),
            List.of(name, "liver"),
            List.of(point(0, name, .8, .6), point(2, name, .5, .1)));
    Path file = folder.resolve("result.json");
    EvaluationJson.write(file, new Evaluation(curve));
    Evaluation read = EvaluationJson.read(file);
    assertEquals(List.of(.7, .3), means(read.summary().overall(curve)));
    assertEquals(List.of(.8, .5), means(read.summary().of(name, curve)));
    assertEquals(.5, read.summary().area(curve).orElseThrow().mean().value(), 1e-12);
    String html = Report.of(List.of(new Subject("model", read))).html();
    assertFalse(html.contains("<b>&"), "unescaped");
    assertTrue(html.contains(">0.8"), "the mean of the class");
  }

  private static Point point(double epsilon, String name, double first, double second) {
    return new Point(epsilon, List.of(Curves.score("a", Map.of(name, first, "liver", second))));
  }

  private static List<Double> means(List<Summary.Row> rows) {
    return rows.stream().map(r -> Math.rint(r.mean().value() * 1e9) / 1e9).toList();
  }
}
