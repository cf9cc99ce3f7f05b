package io.github.robustj.cli;

import static io.github.robustj.cli.CommandLineCall.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Csv;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.testing.Broken;
import io.github.robustj.testing.Discs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads who trains or evaluates on a data folder that has something wrong. */
class BadDataTest {

  @TempDir static Path shared;
  private static String model;

  @TempDir Path folder;
  private Path data;

  @BeforeAll
  static void train() {
    Discs.write(shared.resolve("data"), 2);
    model = shared.resolve("model").toString();
    String data = shared.resolve("data").toString();
    CommandLineCall call =
        CommandLineCall.of(
            "train", "--data", data, "--out", model, "--epochs=1", "--width=2", "--depth=1");
    assertEquals(Program.DONE, call.exitCode(), call.err());
  }

  @BeforeEach
  void writeData() {
    data = folder.resolve("my data");
    Discs.write(data, 3);
  }

  @Test
  void missing() throws IOException {
    Path other = folder.resolve("other");
    assertBothFail(other, "There is no folder " + other, "check the path");
  }

  @Test
  void empty() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    assertBothFail(other, other, "images/ and labels/", "imagesTr/", "arrange it");
    Files.createDirectories(other.resolve("images"));
    Files.createDirectories(other.resolve("labels"));
    assertBothFail(other, other.resolve("images"), "has no images", "were expected");
  }

  @Test
  void aFile() throws IOException {
    Path file = data.resolve("images/disc 0.tif");
    assertBothFail(file, file + " is a file, but a folder of images was expected");
  }

  @Test
  void withoutPermission() throws IOException {
    Path images = data.resolve("images");
    assumeFalse(System.getProperty("user.name").equals("root"), "root may read every folder");
    Files.setPosixFilePermissions(images, PosixFilePermissions.fromString("---------"));
    try {
      for (String[] line : lines(data)) {
        CommandLineCall call = CommandLineCall.of(line);
        assertEquals(Program.FAILED, call.exitCode());
        assertEquals(
            "No permission to read the folder " + images + "; change its permissions.",
            call.err().strip());
      }
    } finally {
      Files.setPosixFilePermissions(images, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void missingLabel() throws IOException {
    Files.delete(data.resolve("labels/disc 1.tif"));
    assertBothFail(
        data, "1 of 3 images in " + data, "have no label", "the first is disc 1", "add the labels");
  }

  @Test
  void sizeMismatch() throws IOException {
    label("disc 2", 48, 1);
    assertBad(
        "disc 2",
        data.resolve("images/disc 2.tif") + " is 40 x 40 x 1 pixels",
        data.resolve("labels/disc 2.tif") + " is 48 x 48 x 1",
        "must have the same size");
  }

  @Test
  void labelValueUnseenInTraining() throws IOException {
    label("disc 2", 40, 7);
    Path wrong = data.resolve("labels/disc 2.tif");
    List<Object> parts =
        List.of(wrong + " has the label value 7", "0 (background), 1 (label 1)", "correct");
    assertOthersAreMeasured("disc 2", parts);
    String[] split = with(train(data), "--split=" + split("disc 0\ndisc 1", "disc 2"));
    assertFails(folder, parts, split);
  }

  @Test
  void oneClassOnly() throws IOException {
    for (int i = 0; i < 3; i++) label("disc " + i, 40, 0);
    assertFails(
        folder, List.of("All labels in " + data + " are 0", "whole number above 0"), train(data));
  }

  @Test
  void truncatedGzip() throws IOException {
    Files.delete(data.resolve("images/disc 1.tif"));
    Path image = Broken.gzip(data.resolve("images/disc 1.nii.gz"));
    assertBad("disc 1", image, "cut off or damaged", "copy it again");
  }

  @Test
  void truncatedTiff() throws IOException {
    Broken.cutOff(data.resolve("labels/disc 1.tif"));
    assertBad("disc 1", data.resolve("labels/disc 1.tif"), "cut off", "copy it again");
  }

  @Test
  void pixelsThatAreNoNumbers() throws IOException {
    Path image = Broken.notANumber(data.resolve("images/disc 1.tif"));
    assertBad("disc 1", image, "pixels that are not numbers (NaN)", "replace them");
  }

  @Test
  void tooLargeForTheMemory() throws IOException {
    Files.delete(data.resolve("images/disc 1.tif"));
    Path image = Broken.huge(data.resolve("images/disc 1.nii"));
    assertBad("disc 1", image, "27000000000000 pixels", "at most", "crop it");
  }

  /** Nobody mends one file, trains again and hears of the next one. */
  @Test
  void allBadFilesAreNamedAtOnce() throws IOException {
    Broken.cutOff(data.resolve("labels/disc 0.tif"));
    label("disc 2", 48, 1);
    List<String> said = failure(train(data));
    assertEquals("2 of 3 cases cannot be used:", said.get(0));
    assertTrue(
        said.get(1).startsWith(data.resolve("labels/disc 0.tif") + " is cut off"), said::toString);
    assertTrue(
        said.get(2).startsWith(data.resolve("images/disc 2.tif") + " is 40 x 40"), said::toString);
    assertEquals(3, said.size(), said::toString);
    Discs.write(data, 3);
    for (int i = 0; i < 3; i++) Broken.notANumber(data.resolve("images/disc " + i + ".tif"));
    for (String[] line : lines(data)) {
      said = failure(line);
      assertEquals("3 of 3 cases cannot be used:", said.get(0));
      for (int i = 0; i < 3; i++)
        assertTrue(said.get(i + 1).contains("disc " + i + ".tif has pixels"), said::toString);
    }
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @Test
  void wrongSplitFile() throws IOException {
    Path none = folder.resolve("none.txt");
    Path unknown = split("disc 0", "disk 1");
    for (String[] line : lines(data)) {
      assertFails(folder, List.of("There is no split file " + none), with(line, "--split=" + none));
      assertFails(
          folder,
          List.of(unknown, "names the case disk 1", "first case is disc 0"),
          with(line, "--split=" + unknown));
    }
  }

  private void assertBothFail(Path data, Object... parts) throws IOException {
    for (String[] line : lines(data)) assertFails(folder, List.of(parts), line);
  }

  /** A training is refused; an evaluation leaves the case out. */
  private void assertBad(String name, Object... parts) throws IOException {
    assertFails(folder, List.of(parts), train(data));
    assertOthersAreMeasured(name, List.of(parts));
  }

  private void assertOthersAreMeasured(String bad, List<?> parts) throws IOException {
    List<String> said = failure(evaluate(data));
    Path table = folder.resolve("new/curve-failed.csv");
    assertEquals(
        "1 of 3 cases failed: %s; %s says why, and the results of the others are complete."
            .formatted(bad, table),
        said.get(said.size() - 1));
    List<List<String>> rows = Csv.read(Files.readString(table));
    assertEquals(List.of("case", "reason"), rows.get(0));
    assertEquals(bad, rows.get(1).get(0));
    assertEquals(2, rows.size());
    for (Object part : parts)
      assertTrue(rows.get(1).get(1).contains(part.toString()), rows::toString);
    assertTrue(said.contains("the case %s failed: %s".formatted(bad, rows.get(1).get(1))));
    RobustnessCurve curve = EvaluationJson.read(folder.resolve("new/curve.json")).curve();
    assertEquals(List.of(bad), List.copyOf(curve.failed().keySet()));
    List<String> measured = curve.points().get(0).cases().stream().map(c -> c.name()).toList();
    assertEquals(2, measured.size());
    assertFalse(measured.contains(bad));
  }

  /** What is said beside the device. */
  private static List<String> failure(String... line) {
    CommandLineCall call = CommandLineCall.of(line);
    assertEquals(Program.FAILED, call.exitCode(), call.err());
    return call.err().lines().filter(text -> !text.startsWith("CPU: ")).toList();
  }

  private List<String[]> lines(Path data) {
    return List.of(train(data), evaluate(data));
  }

  private String[] train(Path data) {
    String out = folder.resolve("new/model").toString();
    return new String[] {"train", "--data", data.toString(), "--out", out, "--epochs=1"};
  }

  private String[] evaluate(Path data) {
    String out = folder.resolve("new/curve.json").toString();
    return new String[] {
      "evaluate", "--data", data.toString(), "--model", model, "--out", out, "--epsilons=0"
    };
  }

  private static String[] with(String[] line, String option) {
    String[] longer = Arrays.copyOf(line, line.length + 1);
    longer[line.length] = option;
    return longer;
  }

  private Path split(String training, String validation) throws IOException {
    String text = "[train]\n" + training + "\n[validation]\n" + validation + "\n";
    return Files.writeString(folder.resolve("split.txt"), text);
  }

  private void label(String name, int side, int value) {
    ByteProcessor label = new ByteProcessor(side, side);
    label.setValue(value);
    label.setRoi(10, 10, 9, 9);
    label.fill();
    IJ.saveAsTiff(new ImagePlus(name, label), data.resolve("labels/" + name + ".tif").toString());
  }
}
