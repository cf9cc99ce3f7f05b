package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.testing.Discs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGTERM, as a batch system sends it before it takes a node away, at several moments of every long
 * verb: how soon the process ends and with what, what it leaves, and that the same command ends
 * afterwards with the files of a run in one go. What makes temporary files is seen in a folder of
 * its own for them.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class SignalledVerbsTest {

  private static final int TERMINATED = 143;

  /** Of the time that the whole run takes. */
  private static final double[] MOMENTS = {.1, .3, .5, .7, .9};

  private static final String MODEL = "src/test/resources/earlier/segmentation/model";
  private static final String IMAGE =
      "src/test/resources/earlier/segmentation/hippocampus_015.nii.gz";
  private static final String TEST = "sample-data/segmentation-hippocampus/test";

  /** Every long verb, with what lets it go on. */
  enum Line {
    PREDICT("predict --model " + MODEL + " --input " + TEST + "/images --out OUT/r", ""),
    ATTACK("attack --model " + MODEL + " --input " + IMAGE + " --steps 10 --out OUT/r", ""),
    EVALUATE(
        "evaluate --model %s --data %s --epsilons 0,2 --steps 3 --out OUT/c.json"
            .formatted(MODEL, TEST),
        "--resume"),
    TRAIN(
        "train --data DISCS --method adversarial --steps 3 --epochs 6 --width 4 --out OUT/m",
        "--resume"),
    COMPARE(
        "compare --data DISCS --test DISCS --methods standard,adversarial --epochs 2 --width 4"
            + " --steps 2 --attack-steps 10 --square-queries 20 --out OUT/r",
        ""),
    EXPORT("export --model " + MODEL + " --format saved_model --out OUT/served", ""),
    IMPORT("import --source FOLDER/served --out OUT/m", "");

    private final String command;
    private final String goingOn;

    Line(String command, String goingOn) {
      this.command = command;
      this.goingOn = goingOn;
    }
  }

  private record End(int exitCode, Duration afterSignal, Duration whole, String said) {}

  @TempDir static Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    Discs.write(folder.resolve("discs"), 6);
    End end = run(folder, Line.EXPORT.command.replace("OUT", folder.toString()), Duration.ZERO);
    assertEquals(Program.DONE, end.exitCode, end.said);
  }

  @ParameterizedTest
  @EnumSource
  void endsSoonAndGoesOn(Line line) throws Exception {
    Path whole = place(line + "-whole");
    End one = run(whole, line(line, whole), Duration.ZERO);
    assertEquals(Program.DONE, one.exitCode, one.said);
    for (double moment : MOMENTS) {
      Path place = place(line + "-" + moment);
      End ended =
          run(
              place,
              line(line, place),
              one.whole.multipliedBy((long) (100 * moment)).dividedBy(100));
      String told = "%s at %s: %s".formatted(line, moment, ended);
      assertTrue(ended.exitCode == TERMINATED || ended.exitCode == Program.DONE, told);
      assertTrue(ended.afterSignal.toSeconds() < Cancellation.PATIENCE_SECONDS, told);
      assertEquals(List.of(), unfinished(place), told);
      if (ended.exitCode == Program.DONE) continue;
      End again = run(place, line(line, place) + " " + line.goingOn, Duration.ZERO);
      assertEquals(Program.DONE, again.exitCode, told + again.said);
      assertEquals(names(whole.resolve("out")), names(place.resolve("out")), told);
      assertEquals(List.of(), unfinished(place), told);
    }
  }

  private static Path place(String name) throws IOException {
    Path place = folder.resolve(name);
    Files.createDirectories(place.resolve("out"));
    Files.createDirectories(place.resolve("tmp"));
    return place;
  }

  private static String line(Line line, Path place) {
    return line.command
        .replace("OUT", place.resolve("out").toString())
        .replace("DISCS", folder.resolve("discs").toString())
        .replace("FOLDER", folder.toString());
  }

  /**
   * @param signal when it is told to end; zero for never
   */
  private static End run(Path place, String line, Duration signal) throws Exception {
    Path temporary = Files.createDirectories(place.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add(Main.class.getName());
    command.addAll(List.of(line.strip().split(" +")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(place.resolve("said").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      if (!signal.isZero() && !process.waitFor(signal.toMillis(), TimeUnit.MILLISECONDS))
        process.toHandle().destroy();
      long told = System.nanoTime();
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it did not end");
      long end = System.nanoTime();
      return new End(
          process.exitValue(),
          Duration.ofNanos(end - told),
          Duration.ofNanos(end - start),
          Files.readString(place.resolve("said")));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Temporary files, also those of the system's folder for them, and locks. */
  private static List<String> unfinished(Path place) throws IOException {
    List<String> left = new ArrayList<>(names(place.resolve("tmp")).keySet());
    for (String name : names(place.resolve("out")).keySet())
      if (name.endsWith(".tmp") || name.endsWith(".lock")) left.add(name);
    return left;
  }

  /** All files, and whether they are empty. */
  private static Map<String, Boolean> names(Path root) throws IOException {
    Map<String, Boolean> names = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList())
        names.put(root.relativize(file).toString(), Files.size(file) == 0);
    }
    return names;
  }
}
