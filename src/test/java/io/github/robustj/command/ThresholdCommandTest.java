package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.measure.ResultsTable;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.display.detection.ShownDetection;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.display.detection.Thresholds;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** Two red cells with scores .9 and .3, a white one with .6. */
class ThresholdCommandTest {

  private static Context context;

  @TempDir Path folder;
  @RegisterExtension final OpenedImages opened = new OpenedImages();

  @BeforeAll
  static void start() {
    context = MacroCall.context();
  }

  @AfterAll
  static void stop() {
    context.dispose();
  }

  @Test
  void countsAndOverlayFollowTheThreshold() throws Throwable {
    ImagePlus image = opened.add(predicted("smear"));
    run("image=smear threshold=0.25");
    assertEquals("smear\t0\t2\t1\t3", counts());
    Roi[] drawn = image.getOverlay().toArray();
    long boxes = Stream.of(drawn).filter(roi -> !(roi instanceof TextRoi)).count();
    assertEquals(3, boxes, "a text that would hide a neighbour is left out");
    run("image=smear threshold=0.7");
    assertEquals("smear\t0\t1\t0\t1", counts());
    run("image=smear threshold=0.25 class_thresholds=[RBC=0.95]");
    assertEquals("smear\t0\t0\t1\t1", counts());
    run("image=smear");
    assertEquals("smear\t0\t0\t1\t1", counts(), "as it was");
    run("image=smear class_thresholds=[WBC=0.7]");
    assertEquals("smear\t0\t2\t0\t2", counts(), "0.25 for all others");
  }

  /** The image needs no model any more, only its file. */
  @Test
  void worksOnASavedImage() throws Throwable {
    ImageFiles.tiff(predicted("smear"), folder.resolve("saved.tif"));
    opened.add(IJ.openImage(folder.resolve("saved.tif").toString()));
    run("image=saved.tif threshold=0.25");
    assertEquals("smear\t0\t2\t1\t3", counts());
  }

  @Test
  void saysWhatIsMissing() {
    opened.add(IJ.createImage("plain", "8-bit black", 20, 20, 1));
    opened.add(predicted("smear"));
    assertSentence("No objects are kept with plain; run Predict", "image=plain threshold=0.5");
    assertSentence("There is no class \"cells\"", "image=smear class_thresholds=cells=0.5");
    assertSentence("threshold is \"2\" but must be a number", "image=smear threshold=2");
  }

  private static void assertSentence(String part, String options) {
    String message = assertThrows(RobustJException.class, () -> run(options)).getMessage();
    assertTrue(message.contains(part) && message.endsWith("."), message);
  }

  private static String counts() {
    return ResultsTable.getResultsTable().getRowAsString(0);
  }

  private static void run(String options) throws Throwable {
    MacroCall.run(context, ThresholdCommand.class, options);
  }

  private static ImagePlus predicted(String title) {
    ImagePlus image = IJ.createImage(title, "8-bit black", 100, 80, 1);
    List<BoxedObject> cells =
        List.of(
            BoxedObject.found("RBC", new Box(1, 1, 20, 20), .9),
            BoxedObject.found("WBC", new Box(40, 1, 60, 20), .6),
            BoxedObject.found("RBC", new Box(70, 1, 90, 20), .3));
    Prediction.Objects prediction =
        new Prediction.Objects(title, 100, 80, List.of("RBC", "WBC"), Boxes.of(cells), .5);
    ShownDetection.put(image, new StoredDetection(prediction, new Thresholds(.5, Map.of())));
    return image;
  }
}
