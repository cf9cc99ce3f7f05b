package io.github.robustj.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Every verb on a full disk, on a read-only one and where no folder can be made: a sentence that
 * names the place and what to do, nothing half-written, and what the user has stays.
 */
class UnwritablePlacesTest extends VerbOutputs {

  private static final List<String> ALL =
      Stream.concat(VERBS.stream(), Stream.of("train", "compare")).toList();

  private static final String[] UNIVERSAL = {"--attack", "universal"};

  /** Where not even root may write: a file for a folder, and a file system without files. */
  @Test
  void noFolderCanBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    List<Path> places = new ArrayList<>(List.of(file, file.resolve("deep")));
    if (Files.isDirectory(Path.of("/proc/self"))) places.add(Path.of("/proc/robustj/new"));
    for (Path place : places) {
      for (String verb : VERBS) {
        assertEquals(1, run(verb, place, "m"), verb + " " + place + err);
        assertSentence(verb + " " + place);
        assertNamed(verb);
      }
      for (String verb : List.of("train", "compare")) {
        String[] line = {verb, "--data", images + "", "--out", place + "/m", "--test", images + ""};
        assertEquals(1, execute(verb.equals("train") ? Arrays.copyOf(line, 5) : line), verb + err);
        assertSentence(verb + " " + place);
        assertNamed(verb);
      }
    }
    assertEquals("mine", Files.readString(file));
  }

  /** Whatever of the results has room, from nothing to all of them. */
  @Test
  void aFullDiskIsOneSentenceAndLeavesNothingHalfWritten() throws IOException {
    try (SmallDisk disk = SmallDisk.in(folder.resolve("disk"), 2048)) {
      for (String verb : ALL) {
        Path whole = disk.folder().resolve("results");
        assertEquals(0, run(verb, whole, "m"), verb + err);
        Map<String, String> complete = contents(whole);
        delete(whole);
        int pages = 0;
        do {
          Path results = Files.createDirectory(disk.folder().resolve("results"));
          Files.writeString(results.resolve("mine.txt"), "mine");
          disk.fill(pages * SmallDisk.PAGE);
          if (run(verb, results, "m") == 0) break;
          assertFull(verb + " on " + pages + " pages", results);
          assertPartOf(complete, results, verb);
          disk.empty();
          if (pages == 4)
            assertEquals(0, run(verb, results, "m", retry(verb, results)), verb + err);
          delete(results);
          pages = Math.max(4, 8 * pages);
        } while (true);
        assertTrue(pages > 0, verb + " writes nothing");
        disk.empty();
        delete(whole);
      }
    }
  }

  /** Results of the same run go only when there are others. */
  @Test
  void earlierResultsStayOnAFullOrReadOnlyDisk() throws IOException {
    try (SmallDisk disk = SmallDisk.in(folder.resolve("disk"), 2048)) {
      for (String verb : ALL) {
        if (verb.equals("compare")) continue; // It has nothing to do then.
        Path results = disk.folder().resolve("results");
        String[] wider = verb.startsWith("evaluate") ? UNIVERSAL : new String[0];
        assertEquals(0, run(verb, results, "m", wider), verb + err);
        Map<String, String> before = contents(results);
        disk.fill(0);
        assertEquals(1, run(verb, results, "m"), verb);
        assertFull(verb, results);
        assertEquals(before, contents(results), verb);
        disk.empty();
        disk.setWritable(false);
        assertEquals(1, run(verb, results, "m"), verb);
        assertEquals(1, sentences(verb).size(), err);
        assertTrue(err.contains("no permission to write in " + disk.folder()), err);
        if (!verb.equals("train")) assertNamed(verb);
        assertEquals(before, contents(results), verb);
        disk.setWritable(true);
        delete(results);
      }
    }
  }

  /** What the user has given, and not a file that is to lie in it, unless that was tried. */
  private void assertNamed(String verb) {
    boolean tried = err.contains(" could not be written: ");
    assertTrue(
        err.startsWith(out + (tried ? "" : " cannot be written: ")), verb + " " + out + ": " + err);
  }

  /** What a training has done is not lost, so that it must be said what is to become of it. */
  private static String[] retry(String verb, Path results) {
    boolean begun = verb.equals("train") && Files.exists(results.resolve("model/checkpoint"));
    return begun ? new String[] {"--resume"} : new String[0];
  }

  /** A long run may say something before. */
  private List<String> sentences(String verb) {
    List<String> said = err.lines().filter(line -> line.contains("ritten: ")).toList();
    if (!List.of("train", "compare").contains(verb.split(" ")[0])) assertSentence(verb);
    return said;
  }

  private void assertFull(String what, Path results) throws IOException {
    List<String> said = sentences(what);
    assertEquals(1, said.size(), what + ": " + err);
    assertTrue(
        said.get(0).contains(results.toString())
            && said.get(0).endsWith("the disk is full; free some space or choose another folder."),
        what + ": " + err);
    assertFalse(said.get(0).contains(".tmp"), what + ": " + err);
    assertNothingTemporary(results);
  }

  private static void assertPartOf(Map<String, String> complete, Path results, String verb)
      throws IOException {
    Map<String, String> there = contents(results);
    assertEquals("mine", there.remove("mine.txt"));
    // Models and tables of a training hold times.
    if (verb.equals("train") || verb.equals("compare"))
      assertTrue(complete.keySet().containsAll(there.keySet()), there.keySet() + verb);
    else assertTrue(complete.entrySet().containsAll(there.entrySet()), there.keySet() + verb);
  }

  /** By name; without RobustJ's own notes. */
  private static Map<String, String> contents(Path results) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    for (String file : files(results))
      contents.put(
          file,
          file.endsWith(".zip")
              ? entries(results.resolve(file))
              : Files.readString(results.resolve(file), ISO_8859_1));
    return contents;
  }

  /** Their times differ. */
  private static String entries(Path zip) throws IOException {
    try (ZipFile open = new ZipFile(zip.toFile())) {
      return open.stream().map(entry -> entry.getName() + " " + entry.getCrc()).toList() + "";
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}
