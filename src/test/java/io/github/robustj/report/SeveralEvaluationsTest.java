package io.github.robustj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.file.Csv;
import io.github.robustj.job.EvaluatedModels;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.testing.BrightNetwork;
import io.github.robustj.testing.Curves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three models, of which each is measured by a function. */
class SeveralEvaluationsTest {

  private static final List<String> CASES = List.of("a", "b", "c", "d", "e", "f");

  @TempDir Path folder;

  private Options options(String... models) {
    List<Path> further = new ArrayList<>();
    for (String model : models) further.add(folder.resolve(model));
    return Options.of(
        Map.of(
            "model", further.remove(0),
            "further_models", further,
            "data", folder.resolve("data"),
            "out", folder.resolve("results/curve.json")),
        Keys.join(
            OptionTable.EVALUATE_FILES,
            OptionTable.ATTACK,
            OptionTable.EVALUATE,
            OptionTable.EVALUATE_LANDMARKS,
            OptionTable.EVALUATE_DETECTION,
            OptionTable.REPORT_DETECTION,
            OptionTable.WRITE));
  }

  private static Evaluation scores(double clean, String... cases) {
    List<CaseScore> scores = new ArrayList<>();
    for (int i = 0; i < cases.length; i++)
      scores.add(Curves.score(cases[i], Map.of("disc", clean + .01 * i)));
    return new Evaluation(
        Curves.of(
            "Dice",
            AttackSpec.pgd(20),
            List.of("disc"),
            List.of(new Point(0, scores), new Point(2, scores))));
  }

  @Test
  void eachHasItsFilesAndAllHaveTheirs() throws IOException {
    BrightNetwork.write(folder.resolve("first/model"), "disc", 1);
    BrightNetwork.write(folder.resolve("second/model"), "disc", 2);
    BrightNetwork.write(folder.resolve("third"), "disc", 3);
    Options options = options("first/model", "second/model", "third");
    SeveralEvaluations several = SeveralEvaluations.of(EvaluatedModels.of(options), options);
    List<String> order = new ArrayList<>();
    Map<String, Evaluation> found =
        several.run(
            (name, job, listener) -> {
              order.add(job.unfinished().getFileName().toString());
              return scores(.9 - .2 * order.size(), CASES.toArray(String[]::new));
            },
            JobListener.SILENT);
    List<String> names = List.of("first-model", "second-model", folder.getFileName() + "-third");
    assertEquals(names, List.copyOf(found.keySet()));
    assertEquals(names.stream().map(n -> "curve-" + n + "-unfinished.jsonl").toList(), order);
    several.write(found);
    Path results = folder.resolve("results");
    for (String name : names)
      assertEquals(
          found.get(name).curve(),
          EvaluationJson.read(results.resolve("curve-" + name + ".json")).curve());
    List<List<String>> all = Csv.read(Files.readString(results.resolve("curve.csv")));
    assertEquals(List.of("model", "epsilon", "case"), all.get(0).subList(0, 3));
    assertEquals(1 + 3 * 2 * CASES.size(), all.size());
    List<List<String>> tests = Csv.read(Files.readString(results.resolve("curve-tests.csv")));
    assertEquals(List.of("first", "second", "epsilon", "difference"), tests.get(0).subList(0, 4));
    // Three pairs, of each two epsilons and the area; the second is .2 below the first everywhere.
    assertEquals(1 + 3 * 3, tests.size());
    assertEquals(List.of("first-model", "second-model"), tests.get(1).subList(0, 2));
    assertEquals(-.2, Double.parseDouble(tests.get(1).get(3)), 1e-12);
    // Six differences of one sign: of 64 outcomes two are as far out.
    int p = tests.get(0).indexOf("p_wilcoxon");
    assertEquals(2. / 64, Double.parseDouble(tests.get(1).get(p)), 1e-12);
    for (String ending : List.of(".png", ".html", ".tex"))
      assertTrue(Files.size(results.resolve("curve" + ending)) > 0, ending);
    assertFalse(Files.exists(results.resolve("curve.json")));
    assertEquals(1 + 3 * 3, several.lines(found).size());
  }

  @Test
  void otherCasesAreNotCompared() {
    BrightNetwork.write(folder.resolve("one"), "disc", 1);
    BrightNetwork.write(folder.resolve("two"), "disc", 2);
    Options options = options("one", "two");
    SeveralEvaluations several = SeveralEvaluations.of(EvaluatedModels.of(options), options);
    String why =
        assertThrows(
                RobustJException.class,
                () ->
                    several.run(
                        (name, job, listener) ->
                            job.job().model().endsWith("one")
                                ? scores(.9, "a", "b")
                                : scores(.8, "a", "c"),
                        JobListener.SILENT))
            .getMessage();
    assertTrue(why.startsWith("one and two cannot be compared: the cases are"), why);
  }

  @Test
  void modelsThatCannotBeComparedAreRefusedBeforehand() {
    BrightNetwork.write(folder.resolve("one"), "disc", 1);
    BrightNetwork.write(folder.resolve("copy"), "disc", 1);
    BrightNetwork.write(folder.resolve("balls"), "ball", 2);
    assertRefused("is given twice; give each model once.", "one", "one/../one");
    assertRefused("is a copy of the model", "one", "copy");
    assertRefused("cannot be compared: the classes of the first: ", "one", "balls");
    assertRefused("There is no model folder", "one", "none");
  }

  private void assertRefused(String words, String... models) {
    Options options = options(models);
    String why =
        assertThrows(RobustJException.class, () -> EvaluatedModels.of(options)).getMessage();
    assertTrue(why.contains(words), why);
  }
}
