package io.github.robustj.command;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OpenLandmarksTest {

  @TempDir Path folder;
  @RegisterExtension final OpenedImages opened = new OpenedImages();

  @Test
  void whatIsReadBackIsWhatWasDrawn() {
    ImagePlus image = open("my image.tif", point("nose", 3, 4), point("chin", 5, 6));
    image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = .5;
    image.getCalibration().setUnit("mm");
    open("other", point("nose", 7, 8));
    TrainCommand.saveOpen(options("landmark"));
    LandmarkDataset data = LandmarkReader.read(folder.resolve("data"), "", YOrigin.AUTOMATIC);
    assertEquals(List.of("chin", "nose"), data.names());
    assertEquals(
        Map.of("nose", Landmark.at(3, 4), "chin", Landmark.at(5, 6)),
        data.marks().get("my_image").points());
    assertEquals(Map.of("nose", Landmark.at(7, 8)), data.marks().get("other").points());
    var loaded = LandmarkReader.load(data.dataset().cases().get(0), data, 0);
    assertEquals(.5, loaded.image().calibration().x(), 1e-6, "TIFF keeps it as a fraction");
    assertSentence(() -> TrainCommand.saveOpen(options("landmark")), "has images already");
  }

  @Test
  void saysWhatIsMissing() {
    assertSentence(() -> TrainCommand.saveOpen(options("segmentation")), "task is segmentation");
    open("plain");
    assertSentence(() -> TrainCommand.saveOpen(options("landmark")), "No open image has points");
  }

  private Options options(String task) {
    return Options.of(
        Map.of("task", task, "data", folder.resolve("data"), "out", folder.resolve("m")),
        Keys.join(OptionTable.TRAIN_FILES, OptionTable.TRAIN));
  }

  private ImagePlus open(String title, Roi... rois) {
    ImagePlus image = new ImagePlus(title, new ByteProcessor(20, 20));
    Overlay overlay = new Overlay();
    for (Roi roi : rois) overlay.add(roi);
    if (rois.length > 0) image.setOverlay(overlay);
    return opened.add(image);
  }

  private static Roi point(String name, int x, int y) {
    Roi roi = new PointRoi(x, y);
    roi.setName(name);
    return roi;
  }
}
