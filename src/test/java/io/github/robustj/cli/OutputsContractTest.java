package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file that a verb writes, and everything that may stand in its place: success or a sentence,
 * and nothing of the user's lost.
 */
class OutputsContractTest {

  private static final List<LabelClass> CLASSES =
      List.of(new LabelClass(0, "background"), new LabelClass(1, "organ"));

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
    images = Files.createDirectory(folder.resolve("images"));
    for (String name : List.of("a.png", "b.png"))
      ImageFiles.png(
          new ImagePlus("", new ByteProcessor(3, 1, new byte[] {5, 9, 7})), images.resolve(name));
  }

  @Test
  void everyFileOfEveryVerbBesideEveryObstacle() throws IOException {
    for (String verb : List.of("predict", "attack", "evaluate"))
      for (String file : written(verb))
        for (Obstacle obstacle : Obstacle.values()) {
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
    for (String verb : List.of("predict", "attack", "evaluate")) {
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
      for (String file : files(copy)) {
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
    assertEquals(
        -1, java.util.Arrays.mismatch(before, Files.readAllBytes(images.resolve("a.png"))));
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

  private List<String> written(String verb) throws IOException {
    Path results = Files.createTempDirectory(folder, "first");
    assertEquals(0, run(verb, results, "m"), err);
    return files(results);
  }

  private static List<String> files(Path results) throws IOException {
    try (Stream<Path> list = Files.list(results)) {
      List<String> names = new ArrayList<>(list.map(p -> p.getFileName().toString()).toList());
      names.removeIf(name -> name.startsWith("."));
      assertFalse(names.isEmpty());
      return names;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> list = Files.list(from)) {
      for (Path file : list.toList()) Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private int run(String verb, Path results, String model, String... more) {
    return switch (verb) {
      case "predict" -> call(verb, "--input", images.toString(), results, model, more);
      case "attack" -> call(verb, "--input", images + "/a.png", results, model, more);
      default -> call(verb, "--data", images.toString(), results.resolve("e.json"), model, more);
    };
  }

  private int call(String verb, String key, String input, Path out, String model, String... more) {
    StringWriter text = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(new StringWriter()), new PrintWriter(text), false);
    Stream<String> line = Stream.of(verb, key, input, "--out", out.toString(), "--model");
    String where = folder.resolve(model).toString();
    String[] all =
        Stream.of(line, Stream.of(where), Stream.of(more)).flatMap(s -> s).toArray(String[]::new);
    int rc = new Program(Main.verbs(), streams, new Seeing(), new Cancellation()).run(all);
    err = text.toString().replaceAll("No label was given.*\\R", "");
    return rc;
  }

  /** Sees the organ in the second pixel. */
  private static final class Seeing implements Engine {
    @Override
    @SuppressWarnings("unchecked")
    public <R> R run(Job<R> job, JobListener listener) {
      if (job instanceof PredictJob predict) return (R) seen(predict.image().name(), 0, 1, 0);
      if (job instanceof AttackJob attack) return (R) attacked(attack.image());
      return (R)
          new RobustnessCurve(
              "Dice",
              AttackSpec.pgd(20),
              List.of("organ"),
              List.of(new Point(0, List.of(new CaseScore("a", Map.of("organ", .75))))));
    }

    private static AttackResult attacked(Image image) {
      return new AttackResult(
          row(image.name(), 5, 8, 7),
          row(image.name(), 0, -1, 0),
          mask(0, 1, 0),
          false,
          seen(image.name(), 0, 1, 0),
          seen(image.name(), 0, 0, 1),
          List.of(new AttackResult.ClassChange("organ", 1, 0)),
          List.of(new AttackResult.SliceSize(1, 2, .35, .25, 24)));
    }

    private static Prediction seen(String name, int... labels) {
      return new Prediction(mask(labels), row(name, .9f, .8f, .7f), CLASSES);
    }

    private static Mask mask(int... labels) {
      return new Mask(ArrayImgs.ints(labels, labels.length, 1, 1));
    }

    private static Image row(String name, float... values) {
      return new Image(name, ArrayImgs.floats(values, values.length, 1, 1, 1), Calibration.PIXELS);
    }
  }
}
