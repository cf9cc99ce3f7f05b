package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.process.ImageProcessor;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** Below the picture of a volume, one line that differs from slice to slice. */
  @Test
  void theSliceIsNamed() {
    Path png = folder.resolve("overview.png");
    Set<List<Integer>> lines = new HashSet<>();
    for (int slices : new int[] {1, 3})
      for (int slice = 0; slice < slices; slice++) {
        Image image =
            new Image(
                "v",
                ArrayImgs.floats(new float[400 * slices], 20, 20, 1, slices),
                Calibration.PIXELS);
        SlideOverview.write(
            png, folder.resolve("none"), image, new SlideOverview.Drawing(slice, overview -> {}));
        ImageProcessor pixels = IJ.openImage(png.toString()).getProcessor();
        assertEquals(20 + (slices > 1 ? SlideOverview.TITLE : 0), pixels.getHeight());
        List<Integer> line = new ArrayList<>();
        for (int y = 20; y < pixels.getHeight(); y++)
          for (int x = 0; x < pixels.getWidth(); x++) line.add(pixels.getPixel(x, y) & 0xff);
        lines.add(line);
        assertEquals(slices > 1, line.contains(255), "text");
      }
    assertEquals(4, lines.size());
  }

  @Test
  void theFullestSliceIsTheFirstOfThoseWithMost() {
    List<Long> found = List.of(0L, 2L, 5L, 5L, 1L);
    assertEquals(2, Slices.fullest(5, found::get));
    assertEquals(0, Slices.fullest(3, z -> 0));
  }
}
