package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.testing.BrightNetwork;
import io.github.robustj.testing.Discs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An evaluation of two cases with checks, corruptions and a certificate that is ended in every of
 * its phases: what it leaves, what it says, and that the resumed one writes the same files.
 */
class InterruptedEvaluationTest {

  private static final int CHECKS = 18;
  private static final String PART = "curve-unfinished.jsonl";

  @TempDir static Path folder;
  private static Path out;
  private static Map<String, Map<String, Object>> wholes;

  @BeforeAll
  static void write() throws IOException {
    Discs.write(folder.resolve("data"), 2);
    BrightNetwork.write(folder.resolve("model"), "disc");
    out = folder.resolve("results/curve.json");
    wholes = Map.of("pgd", whole("pgd"), "universal", whole("universal"));
  }

  /** Two attacked cases, the checks, two cases on corrupted images, two certificates. */
  @Test
  void ctrlCInAnyPhaseLosesOnlyWhatWasInWork() throws IOException {
    int all = 2 + CHECKS + 2 + 2;
    for (int done : new int[] {0, 1, 7, 2 + CHECKS, 3 + CHECKS, 4 + CHECKS, all - 1}) {
      clear();
      CommandLineCall ended = call(new Ending(done, false), "pgd");
      assertEquals(Program.CANCELLED, ended.exitCode(), ended.err());
      assertEquals(done == 0 ? List.of() : List.of(PART), names(), done + ": " + ended.err());
      List<String> said = ended.err().lines().toList();
      assertEquals("Cancelled.", said.get(said.size() - 1));
      if (done == 0) continue;
      assertEquals(
          "What is finished is kept in %s; the same command with the option resume goes on."
              .formatted(out.resolveSibling(PART)),
          said.get(said.size() - 2));
      assertEquals(done + 1, Files.readAllLines(out.resolveSibling(PART)).size());
      assertSame("pgd", done);
    }
  }

  @Test
  void everyPhaseHasItsFile() {
    List<String> files = new ArrayList<>(wholes.get("pgd").keySet());
    for (String ending :
        List.of("checks.csv", "corruptions.csv", "certificate.csv", "certificate.tif"))
      assertTrue(files.contains("curve-" + ending), files.toString());
    assertTrue(wholes.get("universal").containsKey("curve-universal-2.tif"));
  }

  /** Passes of the search, in between and at its end, and a case of those after it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void aSearchOverAllCasesGoesOnWithItsPasses(int done) throws IOException {
    clear();
    CommandLineCall ended = call(new Ending(done, false), "universal");
    assertEquals(Program.CANCELLED, ended.exitCode(), ended.err());
    assertEquals(List.of(PART), names());
    assertSame("universal", done);
  }

  /** The same files, whatever is measured at the same time, also if it is ended in between. */
  @ParameterizedTest
  @ValueSource(strings = {"pgd", "universal"})
  void casesAtTheSameTimeGiveTheSame(String attack) throws IOException {
    clear();
    String[] two = {"--parallel-cases", "2"};
    assertEquals(Program.DONE, call(new Ending(Integer.MAX_VALUE, false), attack, two).exitCode());
    assertEquals(wholes.get(attack), files());
    clear();
    CommandLineCall ended = call(new Ending(1, false), attack, two);
    assertEquals(Program.CANCELLED, ended.exitCode(), ended.err());
    assertSame(attack, 1);
  }

  /** Nothing cleans up after a process that is killed; its last line is cut. */
  @Test
  void aKilledProcessLosesOnlyTheLineInWork() throws IOException {
    clear();
    call(new Ending(2 + CHECKS + 2 + 1, false), "pgd");
    List<String> lines = Files.readAllLines(out.resolveSibling(PART));
    for (int done = 1; done < lines.size(); done += 8) {
      clear();
      Files.createDirectories(out.getParent());
      String left = String.join("\n", lines.subList(0, done + 1));
      Files.writeString(out.resolveSibling(PART), left + "\n" + lines.get(1).substring(0, 90));
      assertSame("pgd", done);
    }
  }

  /** The disk is full when a case is to be kept, or the results are to be written. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2 + CHECKS + 3})
  void aFailureSaysWhatGoesOn(int done) throws IOException {
    clear();
    CommandLineCall failed = call(new Ending(done, true), "pgd");
    assertEquals(Program.FAILED, failed.exitCode());
    assertTrue(
        failed.err().contains("What is finished is kept in " + out.resolveSibling(PART)),
        failed.err());
    assertSame("pgd", done);
  }

  private static Map<String, Object> whole(String attack) throws IOException {
    clear();
    CommandLineCall call = call(new Ending(Integer.MAX_VALUE, false), attack);
    assertEquals(Program.DONE, call.exitCode(), call.err());
    return files();
  }

  /** Goes on to the end. */
  private static void assertSame(String attack, int done) throws IOException {
    Ending goingOn = new Ending(Integer.MAX_VALUE, false);
    CommandLineCall resumed = call(goingOn, attack, "--resume");
    assertEquals(Program.DONE, resumed.exitCode(), resumed.err());
    assertTrue(resumed.err().contains("; going on with the others"), resumed.err());
    if (done >= 3 + CHECKS)
      assertEquals(
          List.of(), goingOn.said.stream().filter(l -> l.startsWith("disc 0, gamma")).toList());
    assertEquals(wholes.get(attack), files(), "ended after " + done);
  }

  private static CommandLineCall call(Engine engine, String attack, String... more) {
    String corruptions = attack.equals("universal") ? "" : " --corruptions gamma,gaussian_noise";
    String certificate =
        attack.equals("universal")
            ? ""
            : " --certificate smoothing --certificate-samples 40 --certificate-selection 3 --certificate-alpha 0.4";
    List<String> line = new ArrayList<>(List.of("evaluate"));
    line.addAll(
        List.of("--model", folder + "/model", "--data", folder + "/data", "--out", out.toString()));
    String options = "--attack " + attack + " --norm l2 --epsilons 0,2 --steps 3 --restarts 2";
    if (attack.equals("universal")) options = options.replace(" --restarts 2", "");
    line.addAll(Arrays.asList((options + corruptions + certificate).split(" ")));
    line.addAll(List.of(more));
    // So many lines are kept, and no more, only if one case is in work.
    if (!line.contains("--parallel-cases")) line.addAll(List.of("--parallel-cases", "1"));
    return CommandLineCall.with(engine, line.toArray(String[]::new));
  }

  /** Cancels, or fails, once so many pieces of work are kept. */
  private static final class Ending implements Engine {

    private final int done;
    private final boolean failing;
    private final List<String> said = new ArrayList<>();

    Ending(int done, boolean failing) {
      this.done = done;
      this.failing = failing;
    }

    @Override
    public <R> R run(Job<R> job, JobListener listener) {
      return job.run(
          BrightNetwork.backend(),
          new JobListener() {
            @Override
            public boolean cancelled() {
              boolean ends = kept() > done;
              if (ends && failing) throw new RobustJException("No room.");
              return ends;
            }

            @Override
            public void progress(double fraction, String message) {
              said.add(message);
            }

            @Override
            public void log(String line) {
              listener.log(line);
            }
          });
    }

    private int kept() {
      try (Stream<String> lines = Files.lines(out.resolveSibling(PART))) {
        return (int) lines.count();
      } catch (IOException none) {
        return 0;
      }
    }
  }

  private static void clear() throws IOException {
    for (String name : names()) Files.delete(out.resolveSibling(name));
  }

  /** Of all files that are there. */
  private static List<String> names() throws IOException {
    if (!Files.isDirectory(out.getParent())) return List.of();
    try (Stream<Path> list = Files.list(out.getParent())) {
      return list.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** All files by name: pixels of images, and texts without when and how long it was measured. */
  private static Map<String, Object> files() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    for (String name : names()) {
      Path file = out.resolveSibling(name);
      if (!name.equals(".robustj-written"))
        files.put(
            name, name.endsWith(".png") || name.endsWith(".tif") ? pixels(file) : timeless(file));
    }
    return files;
  }

  private static String pixels(Path file) {
    ImagePlus image = IJ.openImage(file.toString());
    StringBuilder all = new StringBuilder();
    for (int z = 1; z <= image.getStackSize(); z++) {
      Object pixels = image.getStack().getPixels(z);
      all.append(
          pixels instanceof float[] f
              ? Arrays.hashCode(f)
              : pixels instanceof int[] rgb
                  ? Arrays.hashCode(rgb)
                  : Arrays.hashCode((byte[]) pixels));
    }
    return image.getWidth() + " " + image.getHeight() + " " + all;
  }

  private static String timeless(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("\"date\": \"[^\"]*\"", "")
          .replaceAll("\"seconds\": [0-9.E-]+", "")
          .replaceAll("Measured [-0-9]+ [0-9:]+", "")
          .replaceAll("(<th scope=\"row\">(?:begun|took)</th><td>)[^<]*", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
