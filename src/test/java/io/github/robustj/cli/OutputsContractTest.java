package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every file that a verb writes, and everything that may stand in its place: success or a sentence,
 * and nothing of the user's lost.
 */
class OutputsContractTest extends VerbOutputs {

  @Test
  void everyFileOfEveryVerbBesideEveryObstacle() throws IOException {
    for (String verb : VERBS)
      for (String file : written(verb))
        for (Obstacle obstacle : obstacles(verb)) {
          String what = verb + " " + file + " " + obstacle;
          Path results = Files.createTempDirectory(folder, "results");
          Path elsewhere = Files.createTempDirectory(folder, "elsewhere");
          Path mine = obstacle.put(results.resolve(file), elsewhere);
          int rc = run(verb, results, "m");
          assertEquals(obstacle.exitCode, rc, what + ": " + err);
          assertEquals("mine", Files.readString(mine), what);
          if (rc != 0) assertSentence(what);
          if (rc == 0) assertTrue(Files.size(elsewhere.resolve("new")) > 0, what);
          if (rc == 0) assertTrue(Files.isSymbolicLink(results.resolve(file)), what);
          assertNothingTemporary(results, elsewhere);
        }
  }

  @Test
  void aSecondRunReplacesTheFirstAndOnlyThat() throws IOException {
    for (String verb : VERBS) {
      if (verb.equals("bench")) continue; // It reads nothing, so that all its runs are the same.
      Path results = folder.resolve("results of " + verb);
      assertEquals(0, run(verb, results, "m"), err);
      assertEquals(0, run(verb, results, "m"), err);
      Path copy = folder.resolve("copy of " + verb);
      copy(results, copy);
      assertEquals(0, run(verb, copy, "m"), err);
      assertEquals(1, run(verb, results, "n"), err);
      assertSentence(verb);
      assertTrue(err.contains("another run: it read "), err);
      assertEquals(0, run(verb, results, "n", "--overwrite"), err);
      List<String> all = files(copy);
      for (String file : verb.endsWith("segmentation") ? all : all.subList(0, 1)) {
        byte[] its = Files.readAllBytes(copy.resolve(file));
        Path changed = Files.writeString(copy.resolve(file), "mine");
        assertEquals(1, run(verb, copy, "m"), file + err);
        assertTrue(err.contains("was changed after RobustJ had written it"), file + err);
        assertEquals("mine", Files.readString(changed));
        Files.write(changed, its);
      }
      for (String file : all) Files.writeString(copy.resolve(file), "mine");
      assertEquals(0, run(verb, copy, "m", "--overwrite"), err);
      for (String file : all) assertTrue(Files.size(copy.resolve(file)) > "mine".length(), file);
    }
  }

  @Test
  void tablesOfSeveralRunsStayBesideEachOther() throws IOException {
    Path results = folder.resolve("results");
    for (String image : List.of("a.png", "b.png", "a.png"))
      assertEquals(0, call("predict", "--input", images + "/" + image, results, "m"), err);
    assertTrue(Files.readString(results.resolve("predictions.csv")).contains("\na,"));
    assertTrue(Files.readString(results.resolve("predictions-2.csv")).contains("\nb,"));
    assertFalse(Files.exists(results.resolve("predictions-3.csv")));
  }

  /** What a killed process leaves beside its files goes with the next run. */
  @Test
  void leftoversGo() throws IOException {
    for (String verb : VERBS) {
      if (verb.equals("bench")) continue;
      Path results = Files.createTempDirectory(folder, "killed");
      for (String left : List.of(".e.json.0123abcd.tmp", ".a-overlay.tif.89abcdef.tmp"))
        Files.writeString(results.resolve(left), "half");
      for (String left : List.of(".e.json.lock", ".predictions.lock", ".a.lock"))
        if (verb.startsWith(left.contains("e.j") ? "ev" : left.contains("p") ? "pr" : "at"))
          Files.writeString(results.resolve(left), "");
      assertEquals(0, run(verb, results, "m"), verb + err);
      assertNothingTemporary(results);
    }
  }

  /** A later curve has no perturbations of an earlier one's epsilons beside it. */
  @Test
  void perturbationsOfAnEarlierCurveGo() throws IOException {
    Path results = folder.resolve("results");
    String[] first = {"--attack", "universal", "--epsilons", "1,2"};
    String[] second = {"--attack", "universal", "--epsilons", "2,3"};
    Path foreign = results.resolve("e-universal-7.tif.txt");
    assertEquals(0, run("evaluate segmentation", results, "m", first), err);
    Files.writeString(foreign, "mine");
    assertTrue(Files.exists(results.resolve("e-universal-1.tif")));
    assertEquals(0, run("evaluate segmentation", results, "m", second), err);
    assertFalse(Files.exists(results.resolve("e-universal-1.tif")));
    assertTrue(Files.exists(results.resolve("e-universal-3.tif")));
    assertEquals(0, run("evaluate segmentation", results, "m"), err);
    assertFalse(Files.exists(results.resolve("e-universal-3.tif")));
    Path mine = Files.writeString(results.resolve("e-universal-5.tif"), "mine");
    assertEquals(1, run("evaluate segmentation", results, "m"), "it is not RobustJ's");
    assertEquals("mine", Files.readString(mine));
  }

  /** All for the files of one task; for those of the others what is refused before the work. */
  private static Obstacle[] obstacles(String verb) {
    if (verb.endsWith("segmentation") || verb.equals("bench")) return Obstacle.values();
    return new Obstacle[] {Obstacle.FOREIGN, Obstacle.FOLDER};
  }

  private List<String> written(String verb) throws IOException {
    Path results = Files.createTempDirectory(folder, "first");
    assertEquals(0, run(verb, results, "m"), err);
    return files(results);
  }
}
