package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.process.ImageProcessor;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which slice of an image beyond memory is in its small picture. */
class SlideOverviewTest {

  private static final int SIDE = 4;

  @TempDir Path folder;

  /** Slice z is black but for the column z. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theSliceOfTheDrawingIsShown(int slice) {
    float[] values = new float[SIDE * SIDE * 3];
    for (int z = 0; z < 3; z++)
      for (int y = 0; y < SIDE; y++) values[(z * SIDE + y) * SIDE + z] = 1;
    Image image =
        new Image("volume", ArrayImgs.floats(values, SIDE, SIDE, 1, 3), Calibration.PIXELS);
    Path png = folder.resolve("overview.png");
    SlideOverview.write(
        png, folder.resolve("none"), image, new SlideOverview.Drawing(slice, overview -> {}));
    ImageProcessor pixels = IJ.openImage(png.toString()).getProcessor();
    for (int x = 0; x < SIDE; x++)
      assertEquals(x == slice ? 255 : 0, pixels.getPixel(x, 1) & 0xff, "column " + x);
  }

  @Test
  void theFullestSliceIsTheFirstOfThoseWithMost() {
    List<Long> found = List.of(0L, 2L, 5L, 5L, 1L);
    assertEquals(2, Slices.fullest(5, found::get));
    assertEquals(0, Slices.fullest(3, z -> 0));
  }
}
