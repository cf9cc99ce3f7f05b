package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.box.BoxRois;
import io.github.robustj.display.detection.DrawnBoxes;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionOverlayTest {

  @TempDir Path folder;

  private final DetectionOverlay overlay =
      new DetectionOverlay(Smear.CLASSES, 100, 80, ContourStyle.PREDICTION);

  @Test
  void aRectangleAndATextForEachObject() {
    Overlay drawn = overlay.of(Smear.STACK.found());
    assertEquals(
        List.of("RBC 0.90", "RBC 0.30", "WBC 0.63"),
        boxes(drawn).stream().map(Roi::getName).toList());
    assertEquals(List.of(1, 1, 2), boxes(drawn).stream().map(Roi::getPosition).toList());
    assertEquals(
        2, texts(drawn).size(), "the text of the second would lie on the text of the first");
    assertEquals(ClassColors.foreground(0), boxes(drawn).get(0).getStrokeColor());
    assertEquals(ClassColors.foreground(1), boxes(drawn).get(2).getStrokeColor());
    assertEquals(0, boxes(overlay.of(Smear.SINGLE.found())).get(0).getPosition());
  }

  /** ImageJ keeps edges between pixels; those of the examples are exact in float32. */
  @Test
  void boxesReadBackAsTheyWere() {
    List<BoxedObject> read =
        BoxRois.objects(boxes(overlay.of(Smear.SINGLE.found())), "the overlay");
    assertEquals(
        Smear.SINGLE.found().all().stream().map(BoxedObject::box).toList(),
        read.stream().map(BoxedObject::box).toList());
    assertEquals(List.of("RBC", "WBC", "RBC"), read.stream().map(BoxedObject::name).toList());
  }

  /** A data set whose annotations are the written ROI archive. */
  @Test
  void theRoiArchiveReadsBackAsAnnotations() throws Exception {
    RoiZip.write(overlay.rectangles(Smear.SINGLE.found()), folder.resolve("rois/smear.zip"));
    Files.createDirectories(folder.resolve("images"));
    IJ.saveAsTiff(blank(), folder.resolve("images/smear.tif").toString());
    List<BoxedObject> read = BoxReader.read(folder, "").marks().get("smear").objects();
    assertEquals(
        Smear.SINGLE.found().all().stream().map(o -> BoxedObject.drawn(o.name(), o.box())).toList(),
        read);
  }

  /** RED is found (IoU 1), FAINT is wrong, and a platelet is missed. */
  @Test
  void rightWrongAndMissedLookDifferent() {
    Box platelet = new Box(90, 60, 98, 70);
    Boxes truth =
        Boxes.of(
            List.of(
                BoxedObject.drawn("RBC", Smear.RED.box()),
                BoxedObject.drawn("Platelets", platelet)));
    Overlay compared = overlay.of(Boxes.of(List.of(Smear.RED, Smear.FAINT)), truth);
    List<Roi> boxes = boxes(compared);
    assertEquals(
        List.of("RBC 0.90", "false RBC 0.30", "missed Platelets"),
        boxes.stream().map(Roi::getName).toList());
    assertEquals(
        List.of(ClassColors.foreground(0), ClassColors.foreground(0), Color.WHITE),
        boxes.stream().map(Roi::getStrokeColor).toList());
    assertEquals(List.of(2f, 3f, 2f), boxes.stream().map(Roi::getStrokeWidth).toList());
    assertEquals(platelet.left(), boxes.get(2).getFloatBounds().x);
  }

  /** A text above the upper edge of the image would not be seen. */
  @Test
  void textsStayInTheImage() {
    for (Roi text : texts(overlay.of(Smear.STACK.found())))
      assertTrue(text.getFloatBounds().y >= 0, text.toString());
  }

  /** Slices, colours, sub-pixel edges and line widths survive ImageJ's TIFF. */
  @Test
  void isSavedWithTheImage() {
    ImagePlus stack = IJ.createImage("smear", "8-bit black", 100, 80, 2);
    stack.getCalibration().pixelWidth = .25;
    stack.getCalibration().setUnit("micron");
    Overlays.put(stack, "", overlay.of(Smear.STACK.found()));
    ImageFiles.tiff(stack, folder.resolve("smear.tif"));
    ImagePlus read = IJ.openImage(folder.resolve("smear.tif").toString());
    List<Roi> boxes = boxes(read.getOverlay());
    assertEquals(List.of(1, 1, 2), boxes.stream().map(Roi::getPosition).toList());
    assertEquals(10.25, boxes.get(0).getFloatBounds().x);
    assertEquals(30.5, boxes.get(0).getFloatBounds().width);
    assertEquals(ClassColors.foreground(0), boxes.get(0).getStrokeColor());
    assertEquals("RBC", boxes.get(0).getProperty(BoxRois.CLASS));
    assertEquals(.25, read.getCalibration().pixelWidth, 1e-6, "TIFF keeps it as a fraction");
  }

  /** What a model has drawn is not what the user has drawn, but its ROI file is. */
  @Test
  void drawnBoxesAreTheUsersOwn() {
    ImagePlus image = blank();
    Overlays.put(image, "", overlay.of(Smear.SINGLE.found()));
    assertEquals(List.of(), DrawnBoxes.of(image).all());
    for (Roi roi : overlay.rectangles(Boxes.of(List.of(Smear.WHITE)))) image.getOverlay().add(roi);
    Roi other = new Roi(1, 1, 5, 5);
    image.getOverlay().add(other);
    assertEquals(
        List.of(BoxedObject.drawn("WBC", Smear.WHITE.box())),
        DrawnBoxes.of(image, Smear.CLASSES).all());
    assertEquals(List.of(), DrawnBoxes.of(image, List.of("RBC")).all());
  }

  private static ImagePlus blank() {
    return new ImagePlus("smear", new ByteProcessor(100, 80));
  }

  private static List<Roi> boxes(Overlay overlay) {
    return Stream.of(overlay.toArray()).filter(roi -> !(roi instanceof TextRoi)).toList();
  }

  private static List<Roi> texts(Overlay overlay) {
    return Stream.of(overlay.toArray()).filter(TextRoi.class::isInstance).toList();
  }
}
