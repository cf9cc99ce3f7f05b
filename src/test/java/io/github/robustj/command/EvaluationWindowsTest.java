package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.check.Checks;
import io.github.robustj.file.Table;
import io.github.robustj.testing.Curves;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationWindowsTest {

  private static final EvaluationView VIEW =
      new EvaluationView() {
        @Override
        public Map.Entry<String, Table> table() {
          return Map.entry("Scores", new Table("epsilon"));
        }

        @Override
        public String note() {
          return "Something is left out.";
        }
      };

  @Test
  void theLogSaysWhetherTheNumbersCanBeBelieved() {
    List<Check> checks = List.of(new Check("a", Check.Outcome.FLAG, "Ill."));
    Evaluation evaluation =
        new Evaluation(
            Curves.of(
                "Dice",
                AttackSpec.pgd(20),
                List.of("organ"),
                List.of(new Point(0, List.of(Curves.score("a", Map.of("organ", .5)))))),
            Optional.empty(),
            checks);
    assertEquals(
        List.of("Something is left out.", Checks.verdict(checks)),
        new EvaluationWindows("m", evaluation, VIEW).lines());
  }
}
