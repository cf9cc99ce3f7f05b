package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.display.ImageFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file that a verb writes, and everything that may stand in its place: success or a sentence,
 * and nothing of the user's lost.
 */
class OutputsContractTest {

  /** With what the model does, where that makes a difference. */
  private static final List<String> VERBS =
      List.of(
          "predict segmentation",
          "predict landmark",
          "predict detection",
          "attack segmentation",
          "attack landmark",
          "attack detection",
          "evaluate segmentation",
          "evaluate landmark",
          "evaluate detection",
          "bench");

  @TempDir Path folder;
  private Path images;
  private String err = "";

  /** What may stand where a file is to be written. */
  private enum Obstacle {
    FOREIGN(1),
    FOLDER(1),
    LINK_TO_FILE(1),
    LINK_TO_FOLDER(1),
    DANGLING_LINK(0),
    CIRCLE_OF_LINKS(1);

    private final int exitCode;

    Obstacle(int exitCode) {
      this.exitCode = exitCode;
    }

    /** Puts it there; gives the user's file that must be whatever it was. */
    Path put(Path place, Path elsewhere) throws IOException {
      Files.createDirectories(place.getParent());
      Path mine = Files.writeString(elsewhere.resolve("mine"), "mine");
      switch (this) {
        case FOREIGN -> Files.copy(mine, mine = place);
        case FOLDER -> Files.writeString(mine = Files.createDirectory(place).resolve("x"), "mine");
        case LINK_TO_FILE -> Files.createSymbolicLink(place, mine);
        case LINK_TO_FOLDER -> Files.createSymbolicLink(place, elsewhere);
        case DANGLING_LINK -> Files.createSymbolicLink(place, elsewhere.resolve("new"));
        case CIRCLE_OF_LINKS -> Files.createSymbolicLink(place, place);
      }
      return mine;
    }
  }

  @BeforeEach
  void images() throws IOException {
    for (String name : List.of("m-", "n-"))
      for (String task : List.of("segmentation", "landmark", "detection"))
        SeeingEngine.model(folder.resolve(name + task), task);
    images = Files.createDirectory(folder.resolve("images"));
    for (String name : List.of("a.png", "b.png"))
      ImageFiles.png(
          new ImagePlus("", new ByteProcessor(3, 1, new byte[] {5, 9, 7})), images.resolve(name));
  }

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
        Path changed = Files.writeString(copy.resolve(file), "mine");
        assertEquals(1, run(verb, copy, "m"), file + err);
        assertTrue(err.contains("was changed after RobustJ had written it"), file + err);
        assertEquals("mine", Files.readString(changed));
        assertEquals(0, run(verb, copy, "m", "--overwrite"), err);
      }
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

  /** A training writes a whole folder; nothing is read before it is known that it may. */
  @Test
  void aTrainingTakesNoPlaceOfAnything() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("data/images")).resolve("a.png");
    Files.copy(images.resolve("a.png"), mine);
    SeeingEngine.model(folder.resolve("m/last"), "segmentation");
    SeeingEngine.model(folder.resolve("m"), "segmentation");
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("history.csv"), "mine");
    Files.createSymbolicLink(folder.resolve("to file"), mine);
    Files.createSymbolicLink(folder.resolve("to data"), folder.resolve("data"));
    Files.createSymbolicLink(folder.resolve("to last"), folder.resolve("m/last"));
    Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
    List<String> before = CommandLineCall.tree(folder);
    for (String out :
        List.of(
            "data",
            "data/",
            "data/images",
            "data/labels/..",
            "data/images/a.png",
            "to file",
            "to data",
            "to data/images",
            "to last",
            "circle",
            "circle/m",
            "foreign",
            "m/last",
            "m/saved_model",
            "m/saved_model/variables",
            "m/checkpoint",
            ".")) {
      String place = folder + "/" + out;
      assertEquals(1, execute("train", "--data", folder + "/data", "--out", place), out + err);
      assertSentence(out);
      assertFalse(err.contains("has neither images/ and labels/"), out + err);
      assertFalse(err.contains("labels, but"), out + err);
      assertTrue(err.contains(folder + "/"), err);
      assertEquals(before, CommandLineCall.tree(folder), out);
    }
  }

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
      }
      for (String verb : List.of("train", "compare")) {
        String[] line = {verb, "--data", images + "", "--out", place + "/m", "--test", images + ""};
        assertEquals(1, execute(verb.equals("train") ? Arrays.copyOf(line, 5) : line), verb + err);
        assertSentence(verb + " " + place);
      }
    }
    assertEquals("mine", Files.readString(file));
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

  /** Among them names that differ in their ending, in case, or by what results are called. */
  @Test
  void twoInputsNeverHaveOneResult() throws IOException {
    for (String second : List.of("A.png", "a.jpg", "a-overlay.png")) {
      Path two = Files.createTempDirectory(folder, "two");
      Files.copy(images.resolve("a.png"), two.resolve("a.png"));
      Files.copy(images.resolve("a.png"), two.resolve(second));
      Path out = folder.resolve("out");
      assertEquals(1, call("predict", "--input", two + "", out, "m", "--overwrite"), second);
      assertTrue(err.contains(two.resolve(second).toString()) && err.contains("rename one"), err);
      assertSentence(second);
      assertFalse(Files.exists(out), second);
    }
  }

  /** A next run would take them for images, or for annotations. */
  @Test
  void noResultLiesAmongWhatIsRead() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/images")).getParent();
    Path image = Files.copy(images.resolve("a.png"), data.resolve("images/a.png"));
    List<String> before = CommandLineCall.tree(data);
    for (String place : List.of("", "images", "images/../images/.")) {
      Path out = data.resolve(place);
      assertEquals(
          1, call("evaluate", "--data", data + "", out.resolve("e.json"), "m", "--overwrite"));
      assertSentence(place);
      if (place.isEmpty()) continue;
      for (String verb : List.of("predict", "attack")) {
        assertEquals(1, call(verb, "--input", image + "", out, "m", "--overwrite"), verb + out);
        assertSentence(verb + out);
      }
    }
    assertEquals(before, CommandLineCall.tree(data));
    for (int time = 0; time < 2; time++)
      assertEquals(
          0, call("evaluate", "--data", data + "", data.resolve("results/e.json"), "m"), err);
  }

  @Test
  void noInputIsReplacedWhateverIsWanted() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), images);
    byte[] before = Files.readAllBytes(images.resolve("a.png"));
    assertEquals(1, call("predict", "--input", images + "", link, "m", "--overwrite"));
    assertTrue(err.contains("is the folder of the input"), err);
    Path input = Files.copy(images.resolve("a.png"), folder.resolve("x.tif"));
    Path hard = Files.createDirectory(folder.resolve("hard"));
    Files.createLink(hard.resolve("x.tif"), input);
    assertEquals(1, call("predict", "--input", input + "", hard, "m", "--overwrite"), err);
    assertTrue(err.contains("is an input of this command and is never replaced"), err);
    assertEquals(1, call("predict", "--input", input + "", folder, "m", "--overwrite"), err);
    Path results = Files.createDirectory(folder.resolve("results"));
    Files.createSymbolicLink(results.resolve("a.tif"), images.resolve("a.png"));
    assertEquals(
        1, call("predict", "--input", images + "/a.png", results, "m", "--overwrite"), err);
    assertTrue(err.contains("is an input of this command and is never replaced"), err);
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(images.resolve("a.png"))));
  }

  @Test
  void aFullDiskIsOneSentenceAndLeavesNothing() throws IOException {
    Path disk = Path.of("/dev/full-tmpfs-of-robustj");
    assumeTrue(mount(disk), "only root can mount a small disk");
    try {
      Path results = Files.createDirectory(disk.resolve("results"));
      Files.write(disk.resolve("filler"), new byte[(int) disk.toFile().getUsableSpace() - 4096]);
      assertEquals(1, run("predict", results, "m"));
      assertTrue(err.contains("the disk is full"), err);
      assertNothingTemporary(results);
      Files.delete(disk.resolve("filler"));
      assertEquals(0, run("predict", results, "m"), err);
    } finally {
      command("umount", disk.toString());
      Files.deleteIfExists(disk);
    }
  }

  private static boolean mount(Path disk) throws IOException {
    if (!System.getProperty("user.name").equals("root")) return false;
    Files.createDirectories(disk);
    FileStore before = Files.getFileStore(disk);
    return command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString())
        && !Files.getFileStore(disk).equals(before);
  }

  private static boolean command(String... line) throws IOException {
    try {
      return new ProcessBuilder(line).start().waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void assertSentence(String what) {
    List<String> said = err.lines().toList();
    assertEquals(1, said.size(), what + ": " + err);
    assertFalse(err.contains("error of its own"), what + ": " + err);
    assertTrue(said.get(0).endsWith("."), what + ": " + err);
  }

  private static void assertNothingTemporary(Path... folders) throws IOException {
    for (Path f : folders)
      try (Stream<Path> walk = Files.walk(f)) {
        assertEquals(List.of(), walk.filter(p -> p.toString().matches(".*\\.(tmp|lock)")).toList());
      }
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

  private static List<String> files(Path results) throws IOException {
    try (Stream<Path> list = Files.walk(results)) {
      List<String> names =
          new ArrayList<>(
              list.filter(Files::isRegularFile)
                  .map(p -> results.relativize(p).toString().replace('\\', '/'))
                  .sorted()
                  .toList());
      names.removeIf(name -> name.matches("(.*/)?\\.[^/]*"));
      assertFalse(names.isEmpty());
      return names;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> list = Files.walk(from)) {
      for (Path file : list.skip(1).toList()) Files.copy(file, to.resolve(from.relativize(file)));
    }
  }

  private int run(String verb, Path results, String name, String... more) {
    String[] words = verb.split(" ");
    String model = words.length == 1 ? name : name + "-" + words[1];
    return switch (words[0]) {
      case "predict" -> call(words[0], "--input", images.toString(), results, model, more);
      case "attack" -> call(words[0], "--input", images + "/a.png", results, model, more);
      case "bench" -> execute(line("bench --out", results.resolve("b.json").toString(), more));
      default ->
          call(words[0], "--data", images.toString(), results.resolve("e.json"), model, more);
    };
  }

  private static String[] line(String start, String value, String... more) {
    return Stream.of(Stream.of(start.split(" ")), Stream.of(value), Stream.of(more))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private int call(String verb, String key, String input, Path out, String model, String... more) {
    String where = folder.resolve(model).toString();
    Stream<String> line = Stream.of(verb, key, input, "--out", out.toString(), "--model", where);
    return execute(Stream.concat(line, Stream.of(more)).toArray(String[]::new));
  }

  private int execute(String... line) {
    StringWriter text = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(new StringWriter()), new PrintWriter(text), false);
    int rc = new Program(Main.verbs(), streams, new SeeingEngine(), new Cancellation()).run(line);
    err = text.toString().replaceAll("No label was given.*\\R", "");
    return rc;
  }
}
