package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.display.ImportPicture;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** The picture of an imported network: image, probability and outlines, from left to right. */
class ImportPictureTest {

  @Test
  void showsThreePanels() {
    int side = 40;
    float[] pixels = new float[side * side];
    float[] score = new float[side * side];
    int[] labels = new int[side * side];
    for (int i = 0; i < pixels.length; i++) {
      boolean inside = i % side >= 20;
      pixels[i] = inside ? 200 : 100;
      labels[i] = inside ? 1 : 0;
      score[i] = inside ? 1 : .5f;
    }
    Image image = image(pixels, side);
    Prediction seen =
        new Prediction.Masks(
            image.name(),
            image.calibration(),
            new Mask(ArrayImgs.ints(labels, side, side, 1)),
            List.of(new LabelClass(0, "background"), new LabelClass(1, "cell")),
            List.of(),
            Optional.of(image(score, side)));
    Options usual =
        Options.of(Map.of("model", java.nio.file.Path.of("model")), new PredictCommand().keys());
    assertEquals(512, usual.get(OptionTable.TILE));
    ImagePlus picture =
        ImportPicture.of(
            image,
            seen,
            TaskDisplays.of(ModelTask.named("segmentation")).prediction(seen, image, usual));
    ImageProcessor shown = picture.getProcessor();
    // Cells of 320 pixels, 8 for a pixel of the image, with 12 between them.
    assertTrue(shown.getWidth() >= 3 * 320 + 4 * 12, "width " + shown.getWidth());
    int cell = (shown.getWidth() - 12) / 3 - 12;
    int[] levels = new int[4];
    int middle = 12 + cell + 12 + cell / 2;
    levels[0] = shown.getPixel(middle - 80, 160) & 255;
    levels[1] = shown.getPixel(middle + 80, 160) & 255;
    assertEquals(128, levels[0], 2, "half");
    assertEquals(255, levels[1], "certain");
    int right = 12 + 2 * (cell + 12) + cell / 2;
    boolean outlined = false;
    for (int x = right - 12; x <= right + 12; x++) {
      int rgb = shown.getPixel(x, 160);
      outlined |= (rgb >> 16 & 255) != (rgb & 255) || (rgb >> 8 & 255) != (rgb & 255);
    }
    assertTrue(outlined, "a coloured outline at the border");
  }

  private static Image image(float[] values, int side) {
    return new Image("cells", ArrayImgs.floats(values, side, side, 1, 1), Calibration.PIXELS);
  }
}
