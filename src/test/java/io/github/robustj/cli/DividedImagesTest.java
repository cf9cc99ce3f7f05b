package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.testing.JavaNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions and attacks on folders in parts write the same files as whole ones. */
class DividedImagesTest {

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    DividedData.write(folder, 4);
    Path damaged = folder.resolve("damaged");
    VerbOutputs.copy(folder.resolve("data-segmentation/images"), damaged);
    Files.writeString(damaged.resolve("disc 1.tif"), "no image");
  }

  @ParameterizedTest
  @CsvSource({
    "predict, segmentation, 1, ''",
    "predict, segmentation, 3, --tile 64 --probabilities",
    "predict, landmark, 2, --pixel-size .7",
    "predict, detection, 3, --threshold .2",
    "attack, segmentation, 3, --attack pgd --steps 3 --restarts 2",
    "attack, segmentation, 2, --attack square --steps 10 --label data-segmentation/labels",
    "attack, segmentation, 2, --attack universal --steps 3",
    "attack, landmark, 2, --attack pgd --steps 2 --label data-landmark/landmarks.csv",
    "attack, detection, 2, --attack pgd --steps 2 --label data-detection/boxes.csv",
  })
  void sharesGiveTheSame(String verb, String task, int shares, String options) throws IOException {
    String wanted = options.replace("data-", folder + "/data-");
    Path images = folder.resolve("data-" + task + "/images");
    assertSame(verb, task, images, shares, wanted, Program.DONE);
  }

  /** Those that cannot be read are named as by the undivided command, and the others are there. */
  @ParameterizedTest
  @CsvSource({"predict, ''", "attack, --steps 2"})
  void imagesThatFailAreNamedAtTheEnd(String verb, String options) throws IOException {
    String said =
        assertSame(verb, "segmentation", folder.resolve("damaged"), 2, options, Program.FAILED);
    assertTrue(said.contains("1 of 4 images failed: disc 1.tif"), said);
  }

  /** What merge says last. */
  private static String assertSame(
      String verb, String task, Path images, int shares, String options, int exit)
      throws IOException {
    String name = " %s %s %d %d".formatted(verb, task, shares, options.hashCode() + exit);
    Path whole = folder.resolve("whole" + name);
    Path parts = folder.resolve("parts" + name);
    CommandLineCall undivided = call(line(verb, task, images, whole, options));
    assertEquals(exit, undivided.exitCode(), undivided.err());
    for (int i = shares; i >= 1; i--)
      call(line(verb, task, images, parts, options + " --shard " + i + "/" + shares));
    CommandLineCall merged = call("merge", "--out", parts.toString());
    assertEquals(exit, merged.exitCode(), merged.err());
    Map<String, String> files = DividedFiles.in(parts);
    assertTrue(files.remove("parts/run.json").contains("\"joined\": true"));
    DividedFiles.assertSame(DividedFiles.in(whole), files);
    return merged.err();
  }

  private static String[] line(String verb, String task, Path images, Path out, String options) {
    List<String> line = new ArrayList<>(List.of(verb));
    line.addAll(List.of("--model", folder.resolve("model-" + task).toString()));
    line.addAll(List.of("--input", images.toString(), "--out", out.toString()));
    if (!options.isBlank()) line.addAll(Arrays.asList(options.strip().split(" ")));
    return line.toArray(String[]::new);
  }

  private static CommandLineCall call(String... line) {
    return CommandLineCall.with(new JavaNetworks(), line);
  }
}
