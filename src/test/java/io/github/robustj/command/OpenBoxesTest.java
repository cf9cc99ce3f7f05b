package io.github.robustj.command;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OpenBoxesTest {

  @TempDir Path folder;
  @RegisterExtension final OpenedImages opened = new OpenedImages();

  @Test
  void whatIsReadBackIsWhatWasDrawn() {
    // One red pixel: three equal channels would count as one.
    open("my smear.tif", "RGB white", 1, box("RBC", 0, 3, 4.5), box("WBC", 0, 20, 10))
        .getProcessor()
        .set(0, 0, 0xff0000);
    open("nobody looked", "8-bit black", 1);
    write("detection");
    BoxDataset data = BoxReader.read(folder.resolve("data"), "");
    assertEquals(List.of("RBC", "WBC"), data.classes());
    assertEquals(List.of("my_smear"), List.copyOf(data.marks().keySet()));
    BoxReader.Opened read = BoxReader.open(data, data.dataset().cases().get(0));
    assertEquals(3, read.image().channels());
    assertEquals(
        List.of(
            BoxedObject.drawn("RBC", new Box(3, 4.5, 13, 14.5)),
            BoxedObject.drawn("WBC", new Box(20, 10, 30, 20))),
        read.boxes().objects());
    assertSentence(() -> write("detection"), "has images already");
  }

  /** Of a stack, the slices with boxes: each has the pixels of its own slice. */
  @Test
  void slicesBecomeImages() {
    ImagePlus stack = open("stack", "8-bit black", 3, box("RBC", 1, 1, 1), box("RBC", 3, 20, 20));
    for (int z = 1; z <= 3; z++) stack.getStack().getProcessor(z).add(10 * z);
    write("detection");
    assertTrue(Files.notExists(folder.resolve("data/images/stack-0002.tif")), "nothing drawn");
    BoxDataset data = BoxReader.read(folder.resolve("data"), "");
    assertEquals(List.of("stack-0001", "stack-0003"), List.copyOf(data.marks().keySet()));
    BoxReader.Opened last = BoxReader.open(data, data.dataset().cases().get(1));
    assertEquals(30, last.image().pixels().firstElement().get());
    assertEquals(new Box(20, 20, 30, 30), last.boxes().objects().get(0).box());
  }

  @Test
  void saysWhatIsMissing() {
    assertSentence(() -> write("segmentation"), "task is segmentation");
    ImagePlus plain = open("plain", "8-bit black", 1);
    assertSentence(() -> write("detection"), "No open image has boxes");
    plain.setOverlay(new Overlay(new Roi(1, 1, 5, 5)));
    assertSentence(
        () -> write("detection"), "The image plain has a ROI without the name of a class");
    assertTrue(Files.notExists(folder.resolve("data")), "nothing half written");
  }

  private void write(String task) {
    TrainCommand.saveOpen(
        Options.of(
            Map.of("task", task, "data", folder.resolve("data"), "out", folder.resolve("m")),
            Keys.join(OptionTable.TRAIN_FILES, OptionTable.TRAIN)));
  }

  private ImagePlus open(String title, String type, int slices, Roi... rois) {
    ImagePlus image = IJ.createImage(title, type, 60, 50, slices);
    Overlay overlay = new Overlay();
    for (Roi roi : rois) overlay.add(roi);
    if (rois.length > 0) image.setOverlay(overlay);
    return opened.add(image);
  }

  /** Of 10 x 10 pixels. */
  private static Roi box(String name, int slice, double left, double top) {
    Roi roi = new Roi(left, top, 10, 10);
    roi.setName(name);
    roi.setPosition(slice);
    return roi;
  }
}
