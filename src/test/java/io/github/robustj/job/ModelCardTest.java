package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.testing.Curves;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation of an exported model says. */
class ModelCardTest {

  private static final Path EARLIER = Path.of("src/test/resources/earlier");

  @TempDir Path folder;

  /** Means of .9 and .8, of .5 and .3; names of cases are not told. */
  @Test
  void hasTheScoresOfAnEvaluation() {
    ModelFolder model = ModelFolder.open(EARLIER.resolve("segmentation/model"));
    Path file = folder.resolve("curve.json");
    EvaluationJson.write(file, evaluation(Optional.empty()));
    Evaluation read = ModelCard.evaluation(file, model);
    String card =
        new ModelCard(model.description(), ModelTask.taskOf(model), Optional.of(read))
            .ofSavedModel();
    assertTrue(card.contains("Dice of 2 cases under the attack pgd (norm l2, 20 steps)"), card);
    assertTrue(card.matches("(?s).*\\| Dice \\| 0(\\.0+)? \\| 0\\.85\\d* .*"), card);
    assertTrue(card.matches("(?s).*\\| Dice \\| 4(\\.0+)? \\| 0\\.40\\d* .*"), card);
    assertFalse(card.contains("Erika"), card);
  }

  @Test
  void ofAnotherModelIsRefused() {
    ModelFolder model = ModelFolder.open(EARLIER.resolve("segmentation/model"));
    Path file = folder.resolve("curve.json");
    EvaluationJson.write(file, evaluation(Optional.of(provenance("0".repeat(64)))));
    String sentence =
        assertThrows(RobustJException.class, () -> ModelCard.evaluation(file, model)).getMessage();
    assertTrue(sentence.contains("another model"), sentence);
    EvaluationJson.write(file, evaluation(Optional.of(provenance(model.sha256()))));
    assertEquals("Dice", ModelCard.evaluation(file, model).curve().score());
  }

  /** Without an evaluation the scores of the training, as model.json has them. */
  @Test
  void hasTheScoresOfTheTraining() {
    ModelFolder model = ModelFolder.open(EARLIER.resolve("segmentation/model"));
    String card =
        new ModelCard(model.description(), ModelTask.taskOf(model), Optional.empty())
            .ofSavedModel();
    assertTrue(card.contains("| clean | 0.712 |"), card);
    assertTrue(card.contains("| under the attack of the training | 0.224 |"), card);
    assertTrue(card.contains("not for diagnosis"), card);
  }

  private static Evaluation evaluation(Optional<Provenance> provenance) {
    RobustnessCurve curve =
        Curves.of(
            "Dice",
            AttackSpec.pgd(20),
            List.of("anterior"),
            List.of(
                new Point(0, List.of(score("Erika", .9), score("Max", .8))),
                new Point(4, List.of(score("Erika", .5), score("Max", .3)))));
    return new Evaluation(curve, provenance, List.of(), Summary.of(curve));
  }

  private static CaseScore score(String name, double dice) {
    return Curves.score(name, Map.of("anterior", dice));
  }

  private static Provenance provenance(String sha256) {
    return new Provenance(
        "model",
        sha256,
        "segmentation",
        "data",
        "0",
        List.of("Erika", "Max"),
        Map.of(),
        "float32",
        "CPU",
        Map.of(),
        "2026-01-02T03:04:05Z",
        1);
  }
}
