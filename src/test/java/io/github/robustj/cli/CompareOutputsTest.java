package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every file and folder of a comparison, and everything that may stand in its place. */
class CompareOutputsTest extends VerbOutputs {

  private final List<Job<?>> jobs = new ArrayList<>();

  @Test
  void everyFileBesideEveryObstacle() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    assertEquals(0, compare(first), err);
    List<String> places = new ArrayList<>(files(first));
    places.removeIf(name -> name.startsWith("standard/"));
    assertEquals(3 + 4 * 6, places.size(), places + "");
    places.addAll(List.of("failed.csv", "standard-pgd_3-failed.csv", "standard"));
    for (String place : places)
      for (Obstacle obstacle : Obstacle.values()) {
        boolean taken = taken(place, obstacle);
        if (!taken && !place.matches("table.csv|standard|.*noise_3.json")) continue;
        // They are asked for alike.
        if (place.matches(".*(pgd|ensemble|square)_.*") && obstacle != Obstacle.FOREIGN) continue;
        String what = place + " " + obstacle;
        Path results = Files.createTempDirectory(folder, "results");
        Path elsewhere = Files.createTempDirectory(folder, "elsewhere");
        Path mine = obstacle.put(results.resolve(place), elsewhere);
        assertEquals(taken ? 1 : 0, compare(results), what + ": " + err);
        assertEquals("mine", Files.readString(mine), what);
        assertNothingTemporary(results, elsewhere);
        if (taken) {
          assertSentence(what);
          assertTrue(err.contains(results.resolve(place).toString()), what + err);
          assertEquals(List.of(), jobs, what + " is found before anything is trained");
        } else if (obstacle == Obstacle.DANGLING_LINK)
          assertTrue(Files.exists(elsewhere.resolve("new")), what);
      }
  }

  /** The models go through links, and carry over what is not theirs. */
  private static boolean taken(String place, Obstacle obstacle) {
    return place.equals("standard")
        ? List.of(Obstacle.FOREIGN, Obstacle.LINK_TO_FILE, Obstacle.CIRCLE_OF_LINKS)
            .contains(obstacle)
        : obstacle != Obstacle.DANGLING_LINK;
  }

  /** What is to be gone on from is asked before the first of the methods is trained. */
  @Test
  void aCheckpointOfAnotherTrainingIsFoundBeforeAnythingIsTrained() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    assertEquals(0, run("train", other, "m", "--seed", "7", "--method", "fast_adversarial"), err);
    Path checkpoint = other.resolve("model/checkpoint");
    Path results = Files.createDirectory(folder.resolve("results"));
    copy(checkpoint, results.resolve("fast_adversarial/checkpoint"));
    List<String> before = files(results);
    assertEquals(1, compare(results, "--methods", "standard,fast_adversarial"), err);
    assertSentence("a checkpoint of another seed");
    assertTrue(
        err.startsWith("The checkpoint " + results.resolve("fast_adversarial/checkpoint/last.npz"))
            && err.contains("seed was 7 and is now"),
        err);
    assertEquals(List.of(), jobs);
    assertEquals(before, files(results));
    Files.write(results.resolve("fast_adversarial/checkpoint/last.npz"), new byte[100]);
    assertEquals(1, compare(results, "--methods", "standard,fast_adversarial"), err);
    assertTrue(err.contains("last.npz is damaged or not a RobustJ checkpoint"), err);
    assertEquals(List.of(), jobs);
    assertEquals(0, compare(results, "--methods", "standard,fast_adversarial", "--overwrite"), err);
    assertFalse(Files.exists(results.resolve("failed.csv")));
  }

  /** Written by a version of before trainings could be augmented with corruptions. */
  @Test
  void anOptionThatAnEarlierFolderDoesNotKnowCountsAsLeftAtItsDefault() throws IOException {
    Path results = Files.createDirectory(folder.resolve("results"));
    assertEquals(0, compare(results), err);
    Path record = results.resolve(".robustj-written");
    edit(record, "augment_corruptions%3Dnone%2C\\+", "");
    edit(results.resolve("standard/model.json"), "\\s*\"augment_corruptions\": \"none\",", "");
    assertEquals(0, compare(results), err);
    assertEquals(List.of(), jobs, "all is there");
    String[] other = {"--methods", "standard", "--augment-corruptions", "gaussian_noise"};
    assertEquals(1, compare(results, other), err);
    assertTrue(
        err.contains("augment_corruptions was not set and is now gaussian_noise; choose"), err);
    // Without the times of its epochs the model itself says how it was trained.
    Files.delete(results.resolve("standard-times.csv"));
    assertEquals(1, compare(results, other), err);
    assertTrue(
        err.contains("was trained with augment_corruptions=its default, but gaussian_noise is"),
        err);
    assertEquals(0, compare(results), err);
    assertEquals(List.of(), jobs, "all is there");
  }

  private static void edit(Path file, String pattern, String by) throws IOException {
    String text = Files.readString(file);
    String edited = text.replaceAll(pattern, by);
    assertFalse(text.equals(edited), file + " has not " + pattern);
    Files.writeString(file, edited);
  }

  private int compare(Path results, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    if (more.length == 0) all.addAll(List.of("--methods", "standard"));
    int rc = run("compare", results, "m", all.toArray(String[]::new));
    jobs.clear();
    jobs.addAll(((JavaTrainings) engine).jobs);
    return rc;
  }
}
