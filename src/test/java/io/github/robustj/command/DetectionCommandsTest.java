package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.measure.ResultsTable;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

/** Predict and Attack Image with a model that finds objects, see {@link FakeDetector}. */
class DetectionCommandsTest extends FakeEngineContext {

  @TempDir Path folder;
  @RegisterExtension final OpenedImages opened = new OpenedImages();
  private Path model;

  @BeforeEach
  void model() {
    model = FakeDetector.write(folder.resolve("model"));
  }

  @Test
  void predictCountsAndDrawsWhatReachesTheThreshold() throws Throwable {
    ImagePlus image = open("smear", 1);
    predict("");
    assertEquals("image\tslice\tRBC\tWBC\tall", table().getColumnHeadings());
    assertEquals("smear\t0\t1\t1\t2", table().getRowAsString(0));
    assertEquals(List.of("RBC 0.90", "WBC 0.60"), boxes(image));
    predict(" threshold=0.2 class_thresholds=[WBC=0.7]");
    assertEquals("smear\t0\t2\t0\t2", table().getRowAsString(0));
    assertEquals(3, StoredDetection.of(image).orElseThrow().prediction().found().all().size());
  }

  @Test
  void everySliceIsCounted() throws Throwable {
    ImagePlus stack = open("smear", 3);
    predict("");
    assertEquals(4, table().size(), "the whole, then each slice");
    assertEquals("smear\t0\t3\t3\t6", table().getRowAsString(0));
    assertEquals("smear\t3\t1\t1\t2", table().getRowAsString(3));
    assertEquals(6, boxes(stack).size());
  }

  @Test
  void boxesGoIntoFiles() throws Throwable {
    open("smear", 1);
    for (String ending : List.of("csv", "xml", "json")) {
      Path file = folder.resolve("boxes." + ending);
      predict(" boxes_file=[" + file + "] roi_file=[" + folder.resolve("rois.zip") + "]");
      assertTrue(Files.readString(file).contains("WBC"), ending);
    }
    try (ZipFile rois = new ZipFile(folder.resolve("rois.zip").toFile())) {
      assertEquals(
          List.of("RBC 0.90.roi", "WBC 0.60.roi"), rois.stream().map(e -> e.getName()).toList());
    }
    assertSentence(
        "boxes.txt but must end in .csv", PredictCommand.class, " boxes_file=/tmp/boxes.txt");
    open("stack", 2);
    assertSentence(
        "holds one image, but stack has 2 slices",
        PredictCommand.class,
        " image=stack boxes_file=[" + folder.resolve("s.xml") + "]");
  }

  /** What users have drawn under the name of a class is the truth; other ROIs say nothing. */
  @Test
  void drawnBoxesTellWhatIsWrong() throws Throwable {
    ImagePlus image = open("smear", 1);
    draw(image, "WBC", 40, 2, 20, 18);
    draw(image, "WBC", 70, 40, 20, 18);
    draw(image, "scratch", 1, 1, 3, 3);
    predict("");
    assertEquals(
        List.of("WBC", "WBC", "scratch", "WBC 0.60", "false RBC 0.90", "missed WBC"), boxes(image));
  }

  @Test
  void anAttackShowsWhatWasLost() throws Throwable {
    ImagePlus image = open("smear", 1);
    Module done = attack(" picture");
    assertEquals(List.of("RBC 0.90", "WBC 0.60"), boxes(image));
    ImagePlus adversarial = (ImagePlus) done.getOutput("adversarial");
    assertEquals("smear-adversarial", adversarial.getTitle());
    assertEquals(List.of("WBC 0.60", "missed RBC"), boxes(adversarial));
    Roi missed = adversarial.getOverlay().get(1);
    assertEquals(1, missed.getFloatBounds().x, "half as large as the image");
    assertEquals(10, missed.getFloatBounds().height);
    assertEquals("smear\tRBC\t1\t1\t0\t1\t0\t0\t0", table().getRowAsString(0));
    assertTrue(((ImagePlus) done.getOutput("picture")).getWidth() > 900);
    assertNull(((ImagePlus) done.getOutput("perturbation")).getOverlay());
  }

  @Test
  void theTruthIsAFileOrDrawn() throws Throwable {
    ImagePlus image = open("smear", 1);
    assertSentence("no box in the overlay of smear", AttackCommand.class, " truth_from_overlay");
    draw(image, "RBC", 2, 2, 18, 20);
    attack(" truth_from_overlay");
    assertEquals("smear\tRBC\t1\t1\t0\t1\t0\t0\t0", table().getRowAsString(0));
    assertEquals("smear\tWBC\t0\t1\t1\t0\t0\t1\t1", table().getRowAsString(1));
    assertEquals(List.of("RBC", "RBC 0.90", "false WBC 0.60"), boxes(image));
    Path file =
        Files.writeString(
            folder.resolve("t.csv"), "image,class,left,top,right,bottom\nsmear,WBC,40,2,60,20\n");
    attack(" label=[" + file + "]");
    assertEquals("smear\tWBC\t1\t1\t1\t1\t1\t0\t0", table().getRowAsString(1));
    assertSentence(
        "give only one of label and truth_from_overlay",
        AttackCommand.class,
        " truth_from_overlay label=[" + file + "]");
  }

  @Test
  void optionsOfOtherTasksAreRefused() {
    open("smear", 1);
    assertSentence(
        "measurements has no effect", PredictCommand.class, " measurements=[a=distance(b,c)]");
    assertSentence("float_image has no effect", AttackCommand.class, " float_image=false");
    assertSentence(
        "target is erase, which objects do not have",
        AttackCommand.class,
        " target=erase target_class=RBC");
  }

  private Module predict(String options) throws Throwable {
    return run(PredictCommand.class, options);
  }

  private Module attack(String options) throws Throwable {
    return run(AttackCommand.class, options);
  }

  private Module run(Class<? extends JobCommand> type, String options) throws Throwable {
    String image = options.contains("image=") ? "" : " image=smear";
    return MacroCall.run(context, type, "model=[" + model + "]" + image + options);
  }

  private void assertSentence(String part, Class<? extends JobCommand> type, String options) {
    String message = assertThrows(RobustJException.class, () -> run(type, options)).getMessage();
    assertTrue(message.contains(part) && message.endsWith("."), message);
  }

  private static ResultsTable table() {
    return ResultsTable.getResultsTable();
  }

  /** The names of what is drawn, without the texts. */
  private static List<String> boxes(ImagePlus image) {
    return Stream.of(image.getOverlay().toArray())
        .filter(roi -> !(roi instanceof TextRoi))
        .map(Roi::getName)
        .toList();
  }

  private static void draw(ImagePlus image, String name, int x, int y, int width, int height) {
    Roi roi = new Roi(x, y, width, height);
    roi.setName(name);
    Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    overlay.add(roi);
    image.setOverlay(overlay);
  }

  private ImagePlus open(String title, int slices) {
    ImagePlus image = IJ.createImage(title, "8-bit ramp", 100, 80, slices);
    return opened.add(image);
  }
}
