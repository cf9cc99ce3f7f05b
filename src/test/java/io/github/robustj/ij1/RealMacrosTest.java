package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.github.robustj.display.StoredDetection;
import io.github.robustj.packaging.CurveJson;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The macros of the project with TensorFlow, as {@code robustj macro} runs them: networks too small
 * and trained too briefly to be any good, but real. In processes of their own, because a JVM loads
 * TensorFlow's libraries only once, and macros have class loaders of their own.
 */
@TestMethodOrder(OrderAnnotation.class)
class RealMacrosTest {

  private static final String TINY = "options=width=4 depth=2 split=[%s]";

  @TempDir static Path folder;

  private final Path out = folder.resolve("my results");

  @Test
  @Order(1)
  void quickstart() throws Exception {
    Path split =
        Files.writeString(folder.resolve("two cases.txt"), "hippocampus_001\nhippocampus_026\n");
    run("quickstart", "out=" + out + ";epochs=1;steps=2;epsilons=0,4;" + TINY.formatted(split));
    for (String method : List.of("standard", "adaptive_margin")) {
      var model = ModelFolder.open(out.resolve("model-" + method)).description();
      assertEquals(method, model.training().options().get("method"));
      var curve = CurveJson.read(out.resolve("evaluation-" + method + ".json"));
      assertEquals(List.of(0., 4.), curve.points().stream().map(p -> p.epsilon()).toList());
      assertEquals(4, curve.points().get(0).cases().size());
    }
    assertTrue(Files.size(out.resolve("hippocampus_015-what-both-models-see.png")) > 10_000);
  }

  /** With the models of the quickstart. */
  @Test
  @Order(2)
  void predictFolder() throws Exception {
    Path results = out.resolve("predictions");
    run("predict_folder", "model=" + out.resolve("model-standard") + ";out=" + results);
    assertTrue(Files.size(results.resolve("hippocampus_296-labels.tif")) > 0);
  }

  @Test
  @Order(3)
  void landmarks() throws Exception {
    String tiny = "options=width=4 depth=2 resolution=64 epsilon=1";
    run("landmarks", "out=" + out + ";epochs=1;steps=2;" + tiny);
    var model = ModelFolder.open(out.resolve("model")).description();
    assertEquals(
        List.of("ofd_left", "ofd_right", "bpd_upper", "bpd_lower"),
        model.task().landmarks().names());
    assertEquals("mm", model.task().landmarks().unit());
    var curve = CurveJson.read(out.resolve("evaluation.json"));
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
  @Order(7)
  void compareLandmarks() throws Exception {
    Path test = Path.of("sample-data/landmarks-hc18/test").toAbsolutePath();
    Path picture = out.resolve("both-landmarks.png");
    String data =
        "input=" + test.resolve("images/021_HC.png") + ";label=" + test + "/landmarks.csv";
    String models = ";models=" + out.resolve("model") + "," + out.resolve("model");
    run("compare_landmarks", data + models + ";steps=2;out=" + picture);
    var image = IJ.openImage(picture.toString());
    assertTrue(image.getWidth() > 3 * 320 && image.getHeight() > 2 * 216, image.toString());
  }

  @Test
  @Order(5)
  void cells() throws Exception {
    Path cells = out.resolve("cells");
    String tiny = "options=width=8 depth=3 resolution=160 steps=1 validation=0";
    run("cells", "out=" + cells + ";epochs=60;steps=2;epsilon=1;epsilons=0,1;" + tiny);
    var model = ModelFolder.open(cells.resolve("model")).description();
    assertEquals(List.of("Platelets", "RBC", "WBC"), model.task().objects().names());
    var curve = CurveJson.read(cells.resolve("evaluation.json"));
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
  @Order(6)
  void countCells() throws Exception {
    Path counts = out.resolve("counts");
    Path model = out.resolve("cells/model");
    run("count_cells", "model=" + model + ";threshold=0.05;out=" + counts);
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
  @Order(7)
  void compareDetectors() throws Exception {
    Path model = out.resolve("cells/model");
    Path picture = out.resolve("both.png");
    run(
        "compare_detectors",
        "models=%s,%s;steps=2;epsilon=1;out=%s".formatted(model, model, picture));
    ImagePlus both = IJ.openImage(picture.toString());
    ImagePlus one = IJ.openImage(out.resolve("cells/attack.png").toString());
    assertEquals(2 * one.getHeight(), both.getHeight());
  }

  private static void run(String macro, String argument) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true", "-Xmx2g"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.github.robustj.cli.Main"));
    command.addAll(List.of("macro", Path.of("macros", macro + ".ijm").toString(), argument));
    Path log = folder.resolve(macro + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(10, TimeUnit.MINUTES), "no end: " + Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(log));
  }
}
