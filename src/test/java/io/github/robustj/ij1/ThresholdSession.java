package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.display.detection.ShownDetection;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.display.detection.Thresholds;
import io.github.robustj.task.Prediction;
import java.awt.Dialog;
import java.util.List;
import java.util.stream.Stream;

/** Somebody who moves the thresholds of an image: red cells of .9 and .3, a white one of .6. */
final class ThresholdSession {

  private static final String COMMAND = "Detection Threshold";
  private static final String ALL = "Score, all classes";

  private ThresholdSession() {}

  static void moveAndCancel() throws Exception {
    ImagePlus plain = IJ.createImage("plain", "8-bit black", 40, 40, 1);
    plain.show();
    Menu.choose(COMMAND);
    String missing = Windows.message().replace('\n', ' ');
    assertTrue(missing.startsWith("No objects are kept with plain; run Predict"), missing);
    Menu.requireEnd(COMMAND);
    plain.close();

    ImagePlus image = predicted();
    image.show();
    Recorder recorder = new Recorder();
    Menu.choose(COMMAND);
    Dialog dialog = Windows.nonBlocking(COMMAND);
    awaitCounts(dialog, "RBC: 1\nWBC: 1\nall: 2");
    Windows.fill(dialog, ALL, "0.25");
    awaitObjects(image, 3);
    awaitCounts(dialog, "RBC: 2\nWBC: 1\nall: 3");
    Windows.fill(dialog, "WBC", "0.70");
    awaitObjects(image, 2);
    IJ.run("Set... ", "zoom=200"); // nothing is blocked meanwhile
    Windows.close(dialog, "OK");
    Menu.requireEnd(COMMAND);
    assertEquals("smear\t0\t2\t0\t2", table("Counts").getRowAsString(0));
    String macro = recorder.getText().strip();
    String recorded = macro.substring(macro.lastIndexOf("run(\"Det"));
    assertEquals(
        "run(\"Detection Threshold...\", \"threshold=0.25 class_thresholds=WBC=0.7\");", recorded);

    Menu.choose(COMMAND);
    dialog = Windows.nonBlocking(COMMAND);
    Windows.fill(dialog, ALL, "0.95");
    awaitObjects(image, 0);
    Windows.close(dialog, "Cancel");
    Menu.requireEnd(COMMAND);
    awaitObjects(image, 2);
    IJ.selectWindow("smear");
    IJ.runMacro("run('Detection Threshold...', 'threshold=0.5');".replace('\'', '"'));
    awaitObjects(image, 2);
    assertEquals(.5, StoredDetection.of(image).orElseThrow().thresholds().all());
  }

  private static void awaitObjects(ImagePlus image, int count) throws Exception {
    Windows.await(
        count + " objects",
        () -> image.getOverlay() != null && boxes(image.getOverlay()) == count ? true : null);
  }

  /** The counts in the window follow the overlay a moment later. */
  private static void awaitCounts(Dialog dialog, String counts) throws Exception {
    Windows.await(counts, () -> Windows.text(dialog).equals(counts) ? true : null);
  }

  /** Texts that would hide a neighbour are left out. */
  private static long boxes(Overlay overlay) {
    return Stream.of(overlay.toArray()).filter(roi -> !(roi instanceof TextRoi)).count();
  }

  private static ResultsTable table(String title) {
    return ((TextWindow) WindowManager.getFrame(title)).getResultsTable();
  }

  private static ImagePlus predicted() {
    ImagePlus image = IJ.createImage("smear", "8-bit black", 100, 80, 1);
    List<BoxedObject> cells =
        List.of(
            BoxedObject.found("RBC", new Box(1, 1, 20, 20), .9),
            BoxedObject.found("WBC", new Box(40, 1, 60, 20), .6),
            BoxedObject.found("RBC", new Box(70, 1, 90, 20), .3));
    Prediction.Objects prediction =
        new Prediction.Objects("smear", 100, 80, List.of("RBC", "WBC"), Boxes.of(cells), .5);
    ShownDetection.put(image, new StoredDetection(prediction, Thresholds.of(.5)));
    return image;
  }
}
