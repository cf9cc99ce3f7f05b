package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.RobustJ;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Csv;
import io.github.robustj.task.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four verbs with task detection, on a network too small to be good, but real. */
class DetectionVerbsTest {

  private static final Path CELLS = Path.of("sample-data/detection-bccd");
  private static final Path TEST = CELLS.resolve("test");
  private static final String CASE = "BloodImage_00014";

  @TempDir static Path folder;

  @BeforeAll
  static void train() {
    call(
        "train --task detection --epochs 20 --width 4 --depth 2 --resolution 96 --steps 1"
            + " --data "
            + CELLS.resolve("train")
            + " --out "
            + at("model"));
  }

  @Test
  void predictionsAreAnnotationsAgain() throws IOException {
    call(
        "predict --threshold 0.05 --model %s --input %s --out %s"
            .formatted(at("model"), TEST.resolve("images"), at("found")));
    List<List<String>> counts = csv("found/counts.csv");
    assertEquals(List.of("image", "slice", "Platelets", "RBC", "WBC", "all"), counts.get(0));
    assertEquals(1 + 4, counts.size());
    int all = counts.stream().skip(1).mapToInt(row -> Integer.parseInt(row.get(5))).sum();
    assertTrue(all > 0, counts.toString());
    for (String place : List.of("boxes.csv", "coco.json", "voc")) {
      BoxDataset read = dataSetWith(place);
      int boxes = read.marks().values().stream().mapToInt(m -> m.objects().size()).sum();
      assertEquals(all, boxes, place);
      assertEquals(4, read.marks().size());
    }
    String results = Files.readString(folder.resolve("found/coco-results.json"));
    assertEquals(all, results.split("\"score\"", -1).length - 1);
    assertTrue(Files.size(folder.resolve("found/" + CASE + "-rois.zip")) > 0);
    ImagePlus overlay = IJ.openImage(at("found/" + CASE + "-overlay.tif"));
    StoredDetection kept = StoredDetection.of(overlay).orElseThrow();
    assertEquals(.05, kept.thresholds().all());
    assertEquals(640, kept.prediction().width());
    ImagePlus picture = IJ.openImage(at("found/" + CASE + "-overlay.png"));
    assertTrue(picture.getWidth() > 640 && picture.getHeight() > 480, "with a frame and a legend");
  }

  @Test
  void scriptsSeeTheSame() throws IOException {
    String image = TEST.resolve("images/" + CASE + ".jpg").toString();
    call(
        "predict --threshold 0.05 --model %s --input %s --out %s"
            .formatted(at("model"), image, at("one")));
    Prediction.Objects found = RobustJ.detect(IJ.openImage(image), at("model"), Map.of());
    List<String> row = csv("one/counts.csv").get(1);
    assertEquals(
        row.subList(2, 5), found.at(.05).counts().values().stream().map(String::valueOf).toList());
    Path boxes = TEST.resolve("annotations/" + CASE + ".xml");
    var attacked =
        RobustJ.attack(IJ.openImage(image), null, at("model"), Map.of("label", boxes, "steps", 1));
    assertTrue(attacked.truthGiven());
    assertEquals(
        BoxReader.boxes(boxes, ImageReader.read(Path.of(image))), ((Boxes) attacked.truth()).all());
    assertThrows(
        RobustJException.class,
        () -> RobustJ.attack(IJ.openImage(image), null, at("model"), Map.of("y_origin", "bottom")));
  }

  /** The written boxes beside the images, as a data set. */
  private static BoxDataset dataSetWith(String place) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data of " + place));
    Path images = Files.createDirectories(data.resolve("images"));
    try (Stream<Path> files = Files.list(TEST.resolve("images"))) {
      for (Path file : files.toList()) Files.copy(file, images.resolve(file.getFileName()));
    }
    Path from = folder.resolve("found").resolve(place);
    Files.move(from, data.resolve(place.equals("voc") ? "annotations" : place));
    return BoxReader.read(data, "");
  }

  @Test
  void evaluationTellsPrecisionAndCountsByClass() throws IOException {
    call(
        "evaluate --epsilons 0,1 --steps 1 --model %s --data %s --out %s"
            .formatted(at("model"), TEST, at("scores.json")));
    List<List<String>> table = csv("scores-detection.csv");
    assertEquals(1 + 2 * 4, table.size(), "all and three classes at two epsilons");
    assertEquals(List.of("0.0", "all", "4"), table.get(1).subList(0, 3));
    assertTrue(table.get(0).containsAll(List.of("ap50", "count_error")), table.get(0).toString());
    assertEquals(
        List.of("epsilon", "class", "score", "recall", "precision"),
        csv("scores-curves.csv").get(0));
    ImagePlus curves = IJ.openImage(at("scores-curves.png"));
    assertTrue(curves.getHeight() > 400, "a frame for each epsilon");
  }

  @Test
  void anAttackTellsWhatWasLost() throws IOException {
    call(
        "attack --epsilon 1 --steps 2 --model %s --input %s --label %s --out %s"
            .formatted(
                at("model"),
                TEST.resolve("images/" + CASE + ".jpg"),
                TEST.resolve("annotations/" + CASE + ".xml"),
                at("attack")));
    List<List<String>> table = csv("attack/" + CASE + "-scores.csv");
    assertEquals(List.of("image", "class", "objects", "count_before"), table.get(0).subList(0, 4));
    assertEquals(4, table.size());
    ImagePlus overlay = IJ.openImage(at("attack/" + CASE + "-overlay.tif"));
    assertEquals(640, overlay.getWidth(), "its own resolution");
    assertTrue(StoredDetection.of(overlay).orElseThrow().truth().isPresent());
    assertTrue(IJ.openImage(at("attack/" + CASE + "-picture.png")).getWidth() > 900);
    assertTrue(Files.size(folder.resolve("attack/" + CASE + "-perturbation.tif")) > 0);
    List<List<String>> sizes = csv("attack/" + CASE + "-perturbation.csv");
    assertEquals(List.of("image", "slice", "l1", "l2", "linf", "psnr_db", "ssim"), sizes.get(0));
    double l2 = Double.parseDouble(sizes.get(1).get(sizes.get(0).indexOf("l2")));
    assertTrue(l2 > 0 && l2 <= 1 + 1e-4, "within epsilon, but " + l2);
  }

  @Test
  void whatHasNoEffectOrNoMeaningIsRefused() throws IOException {
    String predict =
        "predict --model %s --input %s --out %s "
            .formatted(at("model"), TEST.resolve("images"), at("no"));
    fails(List.of("measurements", "finds objects"), predict + "--measurements a=distance(b,c)");
    fails(List.of("no class \"cells\"", "RBC"), predict + "--class-thresholds cells=.5");
  }

  private static void fails(List<String> parts, String line) throws IOException {
    CommandLineCall.assertFails(folder, parts, line.split(" "));
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static List<List<String>> csv(String name) throws IOException {
    return Csv.read(Files.readString(folder.resolve(name)));
  }

  private static void call(String line) {
    CommandLineCall call = CommandLineCall.of(line.split(" "));
    assertEquals(0, call.exitCode(), call.err());
  }
}
