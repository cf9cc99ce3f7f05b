package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import io.github.robustj.data.reader.image.ImageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grey images among colours: in a data set, in a prediction and under an attack. */
class GreyAndColourTest {

  @TempDir Path folder;

  @Test
  void greyImagesGoWithColoursAndItIsSaid() throws Exception {
    Path data = folder.resolve("data");
    // The first case is grey, stored as RGB; the others are coloured.
    for (int i = 0; i < 4; i++) {
      save(data.resolve("images/c" + i + ".tif"), new ColorProcessor(32, 32, colours(i)));
      save(data.resolve("labels/c" + i + ".tif"), label());
    }
    Path model = folder.resolve("model");
    CommandLineCall train =
        CommandLineCall.of(
            "train", "--data=" + data, "--out=" + model, "--epochs=1", "--width=2", "--depth=1");
    assertEquals(Program.DONE, train.exitCode(), train.err());
    assertTrue(train.err().contains("three equal channels"), train.err());
    Path grey = folder.resolve("grey.tif");
    save(grey, label());
    for (String verb : new String[] {"predict", "attack"}) {
      Path out = folder.resolve(verb);
      CommandLineCall call =
          CommandLineCall.of(verb, "--model=" + model, "--input=" + grey, "--out=" + out);
      assertEquals(Program.DONE, call.exitCode(), call.err());
      assertTrue(call.err().contains("grey: The image is grey"), call.err());
    }
    assertEquals(3, ImageReader.read(folder.resolve("attack/grey-adversarial.tif")).channels());
  }

  private static int[] colours(int shift) {
    int[] pixels = new int[32 * 32];
    for (int i = 0; i < pixels.length; i++) {
      int value = 40 + 100 * (i / 32 / 16) + i % 7;
      pixels[i] = value << 16 | value << 8 | Math.max(0, value - 20 * shift);
    }
    return pixels;
  }

  private static ByteProcessor label() {
    ByteProcessor label = new ByteProcessor(32, 32);
    label.setValue(1);
    label.setRoi(0, 16, 32, 16);
    label.fill();
    return label;
  }

  private static void save(Path file, ij.process.ImageProcessor pixels) throws Exception {
    Files.createDirectories(file.getParent());
    IJ.saveAsTiff(new ImagePlus("", pixels), file.toString());
  }
}
