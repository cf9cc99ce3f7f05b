package io.github.robustj.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.CorruptionScores;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.MinimalPerturbations.OfCase;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.SmallestPerturbations;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.statistics.Estimate;
import io.github.robustj.statistics.Interval;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.Curves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationJsonTest {

  private static final RobustnessCurve CURVE =
      Curves.of(
          "Dice",
          new AttackSpec("fmn", Norm.LINF, 20, 4, 1, "soft_dice", .6),
          List.of("anterior", "posterior"),
          List.of(
              new Point(
                  0,
                  List.of(
                      Curves.score("a", Map.of("anterior", .5, "posterior", 1.)),
                      Curves.score("b", Map.of("anterior", .25, "posterior", Double.NaN)))),
              new Point(2, List.of())));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("curve.json");
    EvaluationJson.write(file, new Evaluation(CURVE));
    assertEquals(CURVE, EvaluationJson.read(file).curve());
  }

  /** What nothing broke is null in the file and infinite again when it is read. */
  @Test
  void minimalPerturbationsAndTargetsAreReadBack() {
    MinimalPerturbations minimal =
        new MinimalPerturbations(
            .6,
            4,
            List.of(
                new OfCase("a", 2.5, List.of(1., 3., Double.POSITIVE_INFINITY)),
                new OfCase("b", Double.POSITIVE_INFINITY, List.of(0.))));
    CaseScore targeted =
        new CaseScore(
            "a",
            "a",
            Map.of("anterior", .5),
            Map.of(),
            Map.of("anterior", .25),
            List.of(),
            new Reach(3, 4),
            Map.of("hd95_mm", Map.of("anterior", 2.)));
    RobustnessCurve curve =
        Curves.of(
                "Dice",
                AttackSpec.pgd(20),
                List.of("anterior"),
                List.of(new Point(4, List.of(targeted))))
            .with(minimal)
            .leavingOut(List.of("none", "nor here"));
    Path file = folder.resolve("curve.json");
    EvaluationJson.write(file, new Evaluation(curve));
    assertEquals(curve, EvaluationJson.read(file).curve());
  }

  /** Objects are not kept, so average precision can only be read. */
  @Test
  void theSummaryIsReadBack() throws IOException {
    Path file = folder.resolve("curve.json");
    Summary.Row precision =
        new Summary.Row("AP", 2, "all", new Estimate(.5, new Interval(.25, .75)), 2, 2);
    List<Summary.Row> rows = new ArrayList<>(Summary.of(CURVE).rows());
    rows.add(precision);
    Summary summary = new Summary(rows, SmallestPerturbations.of(CURVE));
    EvaluationJson.write(file, new Evaluation(CURVE, Optional.empty(), List.of(), summary));
    assertEquals(summary, EvaluationJson.read(file).summary());
    JsonObject tree = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    tree.remove("summary");
    Files.writeString(file, tree.toString());
    assertEquals(Summary.of(CURVE), EvaluationJson.read(file).summary(), "an older file");
  }

  @Test
  void theMeansStandInTheFile() throws IOException {
    Path file = folder.resolve("curve.json");
    EvaluationJson.write(file, new Evaluation(CURVE));
    JsonObject tree = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals("linf", tree.getAsJsonObject("attack").get("norm").getAsString());
    JsonObject clean = tree.getAsJsonArray("points").get(0).getAsJsonObject();
    assertEquals(.5, clean.get("mean").getAsDouble());
    assertEquals(.375, clean.getAsJsonObject("class_means").get("anterior").getAsDouble());
    JsonObject b = clean.getAsJsonArray("cases").get(1).getAsJsonObject();
    assertTrue(b.getAsJsonObject("scores").get("posterior").isJsonNull());
    JsonObject empty = tree.getAsJsonArray("points").get(1).getAsJsonObject();
    assertTrue(empty.get("mean").isJsonNull());
  }

  /** Curves written before there were objectives are of the training loss. */
  @Test
  void olderFilesAreRead() throws IOException {
    Path file = folder.resolve("curve.json");
    EvaluationJson.write(file, new Evaluation(CURVE));
    JsonObject tree = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    tree.getAsJsonObject("attack").remove("objective");
    tree.getAsJsonObject("attack").remove("tolerance");
    Files.writeString(file, tree.toString());
    assertEquals(
        new AttackSpec("fmn", Norm.LINF, 20, 4, 1), EvaluationJson.read(file).curve().attack());
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = folder.resolve("curve.json");
    assertFails(file, "There is no file");
    Files.writeString(file, "{\"score\": \"Dice\"");
    assertFails(file, "not complete JSON");
    for (String text : List.of("[]", "null", "{\"points\": 3}", "{\"score\": \"Dice\"}")) {
      Files.writeString(file, text);
      assertFails(file, "does not hold a robustness curve");
    }
    Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
    assertFails(file, "is damaged");
  }

  private static void assertFails(Path file, String words) {
    String message =
        assertThrows(RobustJException.class, () -> EvaluationJson.read(file)).getMessage();
    assertTrue(message.contains(words), message);
    assertTrue(message.contains(file.toString()), message);
  }

  @Test
  void scoresOnCorruptedImagesAreReadBack() {
    CaseScore clean = Curves.score("a", Map.of("anterior", .5, "posterior", Double.NaN));
    CaseScore worse = Curves.score("a", Map.of("anterior", .25, "posterior", Double.NaN));
    CorruptionReport report =
        new CorruptionReport(
            List.of(clean),
            List.of(new CorruptionScores("gamma", 2, 1.4, List.of(worse))),
            Map.of("a", new NoiseLevel(3, Double.NaN)));
    Path file = folder.resolve("curve.json");
    EvaluationJson.write(file, new Evaluation(CURVE).with(report));
    assertEquals(report, EvaluationJson.read(file).corruptions().orElseThrow());
    EvaluationJson.write(file, new Evaluation(CURVE));
    assertTrue(EvaluationJson.read(file).corruptions().isEmpty());
  }
}
