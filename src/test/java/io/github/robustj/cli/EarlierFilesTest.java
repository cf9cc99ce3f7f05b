package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What version 0.1 wrote is still read, and means the same: models of the three tasks with what
 * they then predicted, and a training that was cancelled after its third epoch with the history of
 * the same training uncancelled.
 */
class EarlierFilesTest {

  private static final Path EARLIER = Path.of("src/test/resources/earlier").toAbsolutePath();
  private static final Path SAMPLES = Path.of("sample-data").toAbsolutePath();

  /** Other processors add floats in another order. */
  private static final double TOLERANCE = 1e-3;

  /**
   * Rounding may put one of the 510 slices on the other side of its threshold, so that its margin
   * grows by a step of 1.7 or does not, which moves the mean over them by as much.
   */
  private static final double OF_MARGINS = 1.7 / 510;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "segmentation, segmentation-hippocampus/test/images/hippocampus_015.nii.gz, predictions.csv",
    "landmark, landmarks-hc18/test/images/021_HC.png, landmarks.csv",
    "detection, detection-bccd/test/images/BloodImage_00014.jpg, boxes.csv"
  })
  void modelsPredictWhatTheyDid(String task, String image, String table) throws IOException {
    Path earlier = EARLIER.resolve(task);
    call("predict", "--model", earlier.resolve("model"), "--input", SAMPLES.resolve(image));
    assertAlike(earlier.resolve(table), folder.resolve(table), TOLERANCE);
    String labels = "hippocampus_015.nii.gz";
    if (Files.exists(earlier.resolve(labels)))
      assertArrayEquals(unzipped(earlier.resolve(labels)), unzipped(folder.resolve(labels)));
  }

  private static byte[] unzipped(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  @Test
  void aCancelledTrainingGoesOn() throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoint"));
    try (Stream<Path> files = Files.list(EARLIER.resolve("unfinished/checkpoint"))) {
      for (Path file : files.toList()) Files.copy(file, checkpoint.resolve(file.getFileName()));
    }
    call(
        ("train --task segmentation --method adaptive_margin --preset none --epochs 4 --width 4"
                + " --depth 2 --seed 3 --steps 2 --resume")
            .split(" "),
        "--data",
        SAMPLES.resolve("segmentation-hippocampus/train"));
    assertAlike(
        EARLIER.resolve("unfinished/history.csv"), folder.resolve("history.csv"), OF_MARGINS);
  }

  private void call(Object first, Object... rest) {
    Stream<?> verb = first instanceof String[] words ? Stream.of(words) : Stream.of(first);
    List<String> line =
        Stream.concat(
                Stream.concat(verb, Stream.of(rest)), Stream.of("--out", folder, "--device", "cpu"))
            .map(Object::toString)
            .toList();
    CommandLineCall call = CommandLineCall.of(line.toArray(String[]::new));
    assertEquals(Program.DONE, call.exitCode(), call.err());
  }

  /** Cell by cell; numbers within the tolerance, of numbers above 1 as a share. */
  private static void assertAlike(Path expected, Path actual, double tolerance) throws IOException {
    List<String> wanted = Files.readAllLines(expected);
    List<String> found = Files.readAllLines(actual);
    assertEquals(wanted.size(), found.size(), String.join("\n", found));
    for (int row = 0; row < wanted.size(); row++) {
      String[] cells = wanted.get(row).split(",", -1);
      String[] others = found.get(row).split(",", -1);
      assertEquals(cells.length, others.length, found.get(row));
      for (int i = 0; i < cells.length; i++)
        assertAlike(cells[i], others[i], tolerance, found.get(row));
    }
  }

  private static void assertAlike(String wanted, String found, double tolerance, String row) {
    if (!wanted.matches("-?[\\d.]+(E-?\\d+)?")) assertEquals(wanted, found, row);
    else {
      double number = Double.parseDouble(wanted);
      assertEquals(
          number, Double.parseDouble(found), tolerance * Math.max(1, Math.abs(number)), row);
    }
  }
}
