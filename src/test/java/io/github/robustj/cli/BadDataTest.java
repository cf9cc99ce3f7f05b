package io.github.robustj.cli;

import static io.github.robustj.cli.CommandLineCall.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
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
    assertEquals(ExitCode.DONE, call.exitCode(), call.err());
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
        assertEquals(ExitCode.FAILED, call.exitCode());
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
    assertBothFail(
        data,
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
    assertFails(folder, parts, evaluate(data));
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
    assertBothFail(data, image, "cut off or damaged", "copy it again");
  }

  @Test
  void truncatedTiff() throws IOException {
    Broken.cutOff(data.resolve("labels/disc 1.tif"));
    assertBothFail(data, data.resolve("labels/disc 1.tif"), "cut off", "copy it again");
  }

  @Test
  void pixelsThatAreNoNumbers() throws IOException {
    Path image = Broken.notANumber(data.resolve("images/disc 1.tif"));
    assertBothFail(data, image, "pixels that are not numbers (NaN)", "replace them");
  }

  @Test
  void tooLargeForTheMemory() throws IOException {
    Files.delete(data.resolve("images/disc 1.tif"));
    Path image = Broken.huge(data.resolve("images/disc 1.nii"));
    assertBothFail(data, image, "27000000000000 pixels", "at most", "crop it");
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
