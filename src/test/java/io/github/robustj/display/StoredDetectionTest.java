package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.display.detection.ShownDetection;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.display.detection.Thresholds;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDetectionTest {

  @TempDir Path folder;

  private final StoredDetection found =
      new StoredDetection(Smear.STACK, new Thresholds(.4, Map.of("WBC", .7)));

  @Test
  void comesBackFromTheImageAndFromItsFile() {
    ImagePlus image = image();
    found.keep(image);
    image.setProperty("Info", "Patient: unknown\n");
    assertEquals(Optional.of(found), StoredDetection.of(image));
    IJ.saveAsTiff(image.duplicate(), folder.resolve("saved.tif").toString());
    assertEquals(
        Optional.of(found),
        StoredDetection.of(IJ.openImage(folder.resolve("saved.tif").toString())));
    ImageFiles.tiff(image, folder.resolve("smear.tif"));
    assertEquals(
        Optional.of(found),
        StoredDetection.of(IJ.openImage(folder.resolve("smear.tif").toString())));
  }

  /** The characters that hold the text together may stand in a name. */
  @Test
  void namesMayHoldAnything() {
    List<String> odd = List.of("a;b,c\td", "Zellkörper 細胞", "100 %");
    Prediction.Objects prediction =
        new Prediction.Objects(
            "x=1; y: 2",
            10,
            10,
            odd,
            Boxes.of(List.of(BoxedObject.found(odd.get(1), new Box(1, 2, 3, 4), 1. / 3))),
            .5);
    ImagePlus image = image();
    new StoredDetection(prediction, Thresholds.of(.5)).keep(image);
    ImageFiles.tiff(image, folder.resolve("odd.tif"));
    ImagePlus read = IJ.openImage(folder.resolve("odd.tif").toString());
    assertEquals(prediction, StoredDetection.of(read).orElseThrow().prediction());
  }

  @Test
  void anImageMayShowNothingAtAll() {
    ImagePlus image = image();
    Prediction.Objects none =
        new Prediction.Objects("", 100, 80, List.of("RBC"), Boxes.of(List.of()), .5);
    new StoredDetection(none, Thresholds.of(.5)).keep(image);
    assertEquals(none, StoredDetection.of(image).orElseThrow().prediction());
    assertEquals(Optional.empty(), StoredDetection.of(image()));
  }

  /** As images have it that were saved before it was JSON. */
  private static final String OLD =
      "1;smear;100,80;2;0.5,0.4;RBC,WBC,Platelets;WBC%3D0.7;3,-1;0,0,0.9,10.25,20.5,40.75,50.0,0;"
          + "0,0,0.3,50.0,20.0,80.0,50.0,0;1,1,0.625,0.0,0.0,60.0,60.0,0";

  @Test
  void olderImagesAreRead() {
    ImagePlus image = image();
    image.setProp(StoredDetection.KEY, OLD);
    assertEquals(Optional.of(found), StoredDetection.of(image));
    image.setProp(
        StoredDetection.KEY, OLD.replace(";3,-1;", ";3,1;") + ";1,2,1.0,1.0,2.0,3.0,4.0,1");
    BoxedObject truth =
        new BoxedObject("Platelets", new Box(1, 2, 3, 4), 1, BoxedObject.Role.DIFFICULT);
    assertEquals(
        List.of(List.of(), List.of(truth)),
        StoredDetection.of(image).orElseThrow().truth().orElseThrow().slices());
  }

  @Test
  void theTruthIsKept() {
    ImagePlus image = image();
    StoredDetection beside =
        new StoredDetection(Smear.STACK, Thresholds.of(.5), Optional.of(Smear.STACK.found()));
    beside.keep(image);
    assertEquals(Optional.of(beside), StoredDetection.of(image));
    assertTrue(image.getProp(StoredDetection.KEY).indexOf('\n') < 0);
  }

  @Test
  void damagedAndNewerOnesAreNamed() {
    ImagePlus image = image();
    found.keep(image);
    String json = image.getProp(StoredDetection.KEY);
    assertRefused(
        image,
        "x",
        json.replace("\"format\":2", "\"format\":3"),
        json.substring(0, 20),
        json.replace("{\"name\":\"RBC\"", "{\"name\":\"else\""),
        json.replace("\"box\"", "\"fox\""),
        json.replace("\"found\"", "\"lost\""),
        json.replace("\"OBJECT\"", "\"SUBJECT\""),
        json + ";x");
    assertRefused(
        image,
        "2;" + OLD.substring(2),
        OLD.substring(0, 20),
        OLD.replace(";0,0,0.9", ";0,9,0.9"),
        OLD + ";x");
  }

  private static void assertRefused(ImagePlus image, String... texts) {
    for (String wrong : texts) {
      image.setProp(StoredDetection.KEY, wrong);
      String message =
          assertThrows(RobustJException.class, () -> StoredDetection.of(image)).getMessage();
      assertTrue(message.contains("smear") && message.endsWith("run Predict again."), message);
    }
  }

  /** Moving the threshold up and down again shows what was there before. */
  @Test
  void thresholdsMoveTheOverlayButNotWhatIsKept() {
    ImagePlus image = image();
    image.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
    assertEquals(2, put(image, .4).objects().all().size());
    assertEquals(1 + 2 * 2, image.getOverlay().size(), "the user's own ROI stays");
    assertEquals(0, put(image, .95).objects().all().size());
    assertEquals(1, image.getOverlay().size());
    assertEquals(3, put(image, .05).objects().all().size());
    assertEquals(.05, StoredDetection.of(image).orElseThrow().thresholds().all());
  }

  @Test
  void drawnBoxesTellWhatIsWrong() {
    ImagePlus image = image();
    Roi drawn = new Roi(10.25, 20.5, 30.5, 29.5);
    drawn.setName("RBC");
    drawn.setPosition(1);
    image.setOverlay(new Overlay(drawn));
    put(image, .05);
    List<String> names = Stream.of(image.getOverlay().toArray()).map(Roi::getName).toList();
    assertTrue(names.contains("RBC 0.90"), names.toString());
    assertTrue(names.contains("false RBC 0.30"), names.toString());
    assertTrue(names.contains("false WBC 0.63"), names.toString());
    put(image, .95);
    names = Stream.of(image.getOverlay().toArray()).map(Roi::getName).toList();
    assertEquals(List.of("RBC", "missed RBC", "missed RBC"), names);
  }

  private static Prediction.Objects put(ImagePlus image, double threshold) {
    return ShownDetection.put(image, new StoredDetection(Smear.STACK, Thresholds.of(threshold)));
  }

  private static ImagePlus image() {
    return IJ.createImage("smear", "8-bit black", 100, 80, 2);
  }
}
