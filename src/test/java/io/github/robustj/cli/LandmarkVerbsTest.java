package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import io.github.robustj.file.Csv;
import io.github.robustj.testing.Crosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four verbs with task landmark, on a network too small to be good, but real. */
class LandmarkVerbsTest {

  @TempDir static Path folder;

  @BeforeAll
  static void train() {
    Crosses.write(folder.resolve("data"), 6);
    call(
        "train",
        "--task",
        "landmark",
        "--data",
        data(),
        "--out",
        at("model"),
        "--epochs",
        "1",
        "--width",
        "4",
        "--depth",
        "2",
        "--resolution",
        "48",
        "--epsilon",
        "1",
        "--steps",
        "1");
  }

  @Test
  void predictionsAreAnnotationsAgain() throws IOException {
    call(
        "predict",
        "--model",
        at("model"),
        "--input",
        data() + "/images",
        "--out",
        at("found"),
        "--pixel-size",
        ".25",
        "--measurements",
        "gap = distance(bright, dark)");
    List<List<String>> table = csv("found/landmarks.csv");
    assertEquals(List.of("image", "bright_x", "bright_y", "dark_x", "dark_y"), table.get(0));
    assertEquals(7, table.size());
    List<List<String>> measured = csv("found/measurements.csv");
    assertEquals(List.of("image", "slice", "measurement", "value", "unit"), measured.get(0));
    assertEquals("mm", measured.get(1).get(4));
    double x = Double.parseDouble(table.get(1).get(3)) - Double.parseDouble(table.get(1).get(1));
    double y = Double.parseDouble(table.get(1).get(4)) - Double.parseDouble(table.get(1).get(2));
    assertEquals(.25 * Math.hypot(x, y), Double.parseDouble(measured.get(1).get(3)), 1e-9);
    assertEquals(4, IJ.openImage(at("found/cross0-overlay.tif")).getOverlay().size());
    assertTrue(IJ.openImage(at("found/cross0-overlay.png")).getWidth() > 320);
    assertTrue(Files.size(folder.resolve("found/cross0-rois.zip")) > 0);
  }

  @Test
  void evaluationSumsUpInMillimetres() throws IOException {
    CommandLineCall call =
        CommandLineCall.of(
            "evaluate",
            "--model",
            at("model"),
            "--data",
            data(),
            "--out",
            at("errors.json"),
            "--epsilons",
            "0,1",
            "--steps",
            "1",
            "--tolerances",
            "2,40",
            "--measurements",
            "D = distance(bright, dark)");
    assertEquals(0, call.exitCode(), call.err());
    assertTrue(call.out().lines().anyMatch(l -> l.matches(".*  D  mean absolute error .* mm")));
    List<List<String>> table = csv("errors-landmarks.csv");
    assertEquals(
        List.of("epsilon", "landmark", "count", "mre", "sd", "sdr_2.0", "sdr_40.0", "unit"),
        table.get(0));
    assertEquals("12", table.get(1).get(2), "two landmarks in six images");
    assertEquals("1.0", table.get(1).get(6), "the diagonal is 36 mm long");
    assertTrue(Files.size(folder.resolve("errors-errors.png")) > 0);
    assertTrue(Files.readString(folder.resolve("errors.json")).contains("\"Radial error (mm)\""));
  }

  @Test
  void theTruthOfAnAttackIsTheTableOfTheDataSet() throws IOException {
    call(
        "attack",
        "--model",
        at("model"),
        "--input",
        data() + "/images/cross1.tif",
        "--label",
        data() + "/landmarks.csv",
        "--epsilon",
        "1",
        "--steps",
        "2",
        "--out",
        at("attack"));
    List<List<String>> table = csv("attack/cross1-scores.csv");
    assertEquals(List.of("image", "landmark", "error_before", "error_after", "unit"), table.get(0));
    assertEquals(3, table.size());
    assertEquals("mm", table.get(1).get(4), "the pixel size is that of the table");
    assertEquals(60, IJ.openImage(at("attack/cross1-adversarial.tif")).getWidth(), "its own");
    List<List<String>> sizes = csv("attack/cross1-perturbation.csv");
    assertEquals(List.of("image", "slice", "l1", "l2", "linf", "psnr_db", "ssim"), sizes.get(0));
    double l2 = Double.parseDouble(sizes.get(1).get(sizes.get(0).indexOf("l2")));
    assertTrue(l2 > 0 && l2 <= 1 + 1e-4, "within epsilon, but " + l2);
  }

  @Test
  void optionsOfTheOtherTaskAreRefused() throws IOException {
    CommandLineCall.assertFails(
        folder,
        List.of("option tile", "finds landmarks"),
        "predict",
        "--model",
        at("model"),
        "--input",
        data() + "/images",
        "--out",
        at("no"),
        "--tile",
        "64");
    CommandLineCall.assertFails(
        folder,
        List.of("measurements", "OFD"),
        "predict",
        "--model",
        at("model"),
        "--input",
        data() + "/images",
        "--out",
        at("no"),
        "--measurements",
        "OFD");
  }

  private static String data() {
    return at("data");
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static List<List<String>> csv(String name) throws IOException {
    return Csv.read(Files.readString(folder.resolve(name)));
  }

  private static void call(String... line) {
    CommandLineCall call = CommandLineCall.of(line);
    assertEquals(0, call.exitCode(), call.err());
  }
}
