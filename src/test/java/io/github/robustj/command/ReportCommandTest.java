package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.testing.Curves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

class ReportCommandTest {

  @TempDir Path folder;

  @Test
  void aMacroMakesOneReportOfTwoResults() throws Throwable {
    for (String name : List.of("first", "second"))
      EvaluationJson.write(folder.resolve(name + ".json"), evaluation());
    Path out = folder.resolve("both results.html");
    System.setProperty(FakeEngineService.PROPERTY, "network");
    try (Context context = MacroCall.context()) {
      MacroCall.run(
          context,
          ReportCommand.class,
          "results=[%s] further_results=[%s] out=[%s]"
              .formatted(folder.resolve("first.json"), folder.resolve("second.json"), out));
    } finally {
      System.clearProperty(FakeEngineService.PROPERTY);
    }
    assertTrue(Files.readString(out).contains("<h1>Robustness of first and second</h1>"));
    assertEquals(1, Files.readString(folder.resolve("both results.tex")).split("first").length - 1);
  }

  private static Evaluation evaluation() {
    List<CaseScore> cases = List.of(Curves.score("a", Map.of("disc", .8)));
    List<Point> points = List.of(new Point(0, cases), new Point(2, cases));
    return new Evaluation(Curves.of("Dice", AttackSpec.pgd(20), List.of("disc"), points));
  }
}
