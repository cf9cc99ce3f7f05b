package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.testing.MacroProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The macros of the project with TensorFlow, as {@code robustj macro} runs them: networks too small
 * and trained too briefly to be any good, but real.
 */
class RealMacrosTest {

  private static final Path TEST_HEADS =
      Path.of("sample-data/landmarks-hc18/test").toAbsolutePath();

  @TempDir static Path folder;

  private static Path out;
  private static Path cells;
  private static String printed;

  /** Later ones use the models of earlier ones. */
  @BeforeAll
  static void runThem() throws Exception {
    out = folder.resolve("my results");
    cells = out.resolve("cells");
    MacroProcess macros = new MacroProcess();
    Path split =
        Files.writeString(folder.resolve("two cases.txt"), "hippocampus_001\nhippocampus_026\n");
    String to = "out=" + out;
    add(
        macros,
        "quickstart",
        to,
        "epochs=1;steps=2;epsilons=0,4;options=width=4 depth=2 split=[" + split + "]");
    add(
        macros,
        "landmarks",
        to,
        "epochs=1;steps=2;options=width=4 depth=2 resolution=64 epsilon=1");
    Path heads = out.resolve("model");
    add(
        macros,
        "compare_landmarks",
        "input=" + TEST_HEADS.resolve("images/021_HC.png"),
        "label=" + TEST_HEADS.resolve("landmarks.csv"),
        "models=" + heads + "," + heads,
        "steps=2;out=" + out.resolve("both-landmarks.png"));
    add(
        macros,
        "cells",
        "out=" + cells,
        "epochs=60;steps=2;epsilon=1;epsilons=0,1",
        "options=width=8 depth=3 resolution=160 steps=1 validation=0");
    Path detector = cells.resolve("model");
    add(macros, "count_cells", "model=" + detector, "threshold=0.05;out=" + out.resolve("counts"));
    add(
        macros,
        "compare_detectors",
        "models=" + detector + "," + detector,
        "steps=2;epsilon=1;out=" + out.resolve("both.png"));
    add(macros, "first_look", to, "steps=1");
    add(
        macros,
        "predict_folder",
        "model=" + out.resolve("model-standard") + ";out=" + out.resolve("predictions"));
    printed = macros.run(folder);
  }

  private static void add(MacroProcess macros, String name, String... settings) {
    macros.add(file(name), String.join(";", settings));
  }

  private static Path file(String macro) {
    return Path.of("macros", macro + ".ijm");
  }

  /** A row for each task, in which the panels differ. */
  @Test
  void firstLookDrawsWhatTheReadyModelsSee() {
    ImagePlus picture = IJ.openImage(out.resolve("first-look.png").toString());
    assertTrue(picture.getWidth() > 1000 && picture.getHeight() > 300, picture.toString());
    picture.setRoi(150, 70, 200, 200);
    ImagePlus left = picture.crop();
    picture.setRoi(150 + 2 * 270, 70, 200, 200);
    ImagePlus right = picture.crop();
    int different = 0;
    for (int x = 0; x < 200; x++)
      for (int y = 0; y < 200; y++)
        if (left.getProcessor().get(x, y) != right.getProcessor().get(x, y)) different++;
    assertTrue(different > 100, different + " pixels of the outlines");
  }

  @Test
  void quickstart() throws Exception {
    for (String method : List.of("standard", "adaptive_margin")) {
      var model = ModelFolder.open(out.resolve("model-" + method)).description();
      assertEquals(method, model.training().options().get("method"));
      var curve = EvaluationJson.read(out.resolve("evaluation-" + method + ".json"));
      assertEquals(List.of(0., 4.), curve.points().stream().map(p -> p.epsilon()).toList());
      assertEquals(4, curve.points().get(0).cases().size());
    }
    assertTrue(Files.size(out.resolve("hippocampus_015-what-both-models-see.png")) > 10_000);
  }

  /** With the models of the quickstart. */
  @Test
  void predictFolder() throws Exception {
    Path results = out.resolve("predictions");
    assertTrue(printed.contains("4 of 4: "), printed);
    assertTrue(Files.size(results.resolve("hippocampus_296-labels.tif")) > 0);
  }

  @Test
  void landmarks() throws Exception {
    var model = ModelFolder.open(out.resolve("model")).description();
    assertEquals(List.of("ofd_left", "ofd_right", "bpd_upper", "bpd_lower"), model.task().names());
    assertEquals("mm", ((LandmarkQuestion) model.task()).landmarks().unit());
    var curve = EvaluationJson.read(out.resolve("evaluation.json"));
    assertEquals(2, curve.points().get(0).cases().size());
    assertTrue(curve.points().get(0).deviations().containsKey("OFD"));
    assertTrue(Files.readString(out.resolve("evaluation-landmarks.csv")).contains("sdr_2.5"));
    assertTrue(Files.size(out.resolve("evaluation-errors.png")) > 0);
    assertTrue(Files.readString(out.resolve("021_HC-landmarks.csv")).contains("bpd_lower"));
    assertTrue(Files.readString(out.resolve("021_HC.png-diameters.csv")).contains("OFD"));
    assertTrue(Files.readString(out.resolve("attack.csv")).contains("error_after"));
    var overlay = IJ.openImage(out.resolve("attack.tif").toString()).getOverlay();
    assertEquals(4 + 4 * 2 + 4 * 2, overlay.size(), "points before, after with labels, lines");
  }

  /** With the model of the landmarks, twice: two rows of three panels 320 pixels wide or more. */
  @Test
  void compareLandmarks() {
    var image = IJ.openImage(out.resolve("both-landmarks.png").toString());
    assertTrue(image.getWidth() > 3 * 320 && image.getHeight() > 2 * 216, image.toString());
  }

  @Test
  void cells() throws Exception {
    var model = ModelFolder.open(cells.resolve("model")).description();
    assertEquals(List.of("Platelets", "RBC", "WBC"), model.task().names());
    var curve = EvaluationJson.read(cells.resolve("evaluation.json"));
    assertEquals(4, curve.points().get(1).cases().size());
    assertTrue(Files.readString(cells.resolve("evaluation-detection.csv")).contains("ap50"));
    String image = "BloodImage_00014";
    var counted = IJ.openImage(cells.resolve(image + "-cells.tif").toString());
    var kept = StoredDetection.of(counted).orElseThrow();
    assertEquals(.3, kept.thresholds().all());
    List<String> counts = Files.readAllLines(cells.resolve(image + "-counts.csv"));
    assertEquals("image,slice,Platelets,RBC,WBC,all", counts.get(0));
    int all = kept.prediction().at(.3).objects().all().size();
    assertTrue(counts.get(1).endsWith("," + all), counts.get(1));
    assertTrue(all > 0, "too little trained to be good, but not to find anything");
    long boxes = Arrays.stream(counted.getOverlay().toArray()).filter(r -> !isText(r)).count();
    assertEquals(all, boxes, "texts that would hide a cell or another text are left out");
    assertTrue(Files.size(cells.resolve(image + ".jpg.xml")) > 0);
    assertTrue(Files.readString(cells.resolve("attack.csv")).contains("found_after"));
    assertTrue(Files.size(cells.resolve("attack.png")) > 10_000);
  }

  private static boolean isText(Roi roi) {
    return roi instanceof TextRoi;
  }

  /** With the model of the cells. */
  @Test
  void countCells() throws Exception {
    Path counts = out.resolve("counts");
    List<String> rows = Files.readAllLines(counts.resolve("counts.csv"));
    assertEquals("image,slice,Platelets,RBC,WBC,all", rows.get(0));
    assertEquals(
        List.of("BloodImage_00014", "BloodImage_00017", "BloodImage_00029", "BloodImage_00030"),
        rows.stream().skip(1).map(row -> row.split(",")[0]).sorted().toList());
    for (String row : rows.subList(1, 5)) {
      var kept =
          StoredDetection.of(
              IJ.openImage(counts.resolve(row.split(",")[0] + "-cells.tif").toString()));
      int all = kept.orElseThrow().prediction().at(.05).objects().all().size();
      assertEquals(all, Double.parseDouble(row.split(",")[5]), row);
    }
  }

  @Test
  void compareDetectors() {
    ImagePlus both = IJ.openImage(out.resolve("both.png").toString());
    ImagePlus one = IJ.openImage(out.resolve("cells/attack.png").toString());
    assertEquals(2 * one.getHeight(), both.getHeight());
  }
}
