package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.data.Annotation.Mask;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlaysTest {

  @Test
  void aSecondRunReplacesOursAndKeepsTheUsers() {
    ImagePlus image = IJ.createImage("case", 2, 1, 1, 8);
    Roi users = new Roi(0, 0, 1, 1);
    users.setName("anterior");
    image.setOverlay(new Overlay(users));
    Overlays.put(image, "", contours(Examples.mask("12"), ContourStyle.PREDICTION));
    Overlays.put(image, "clean", contours(Examples.mask("10"), ContourStyle.CLEAN));
    assertEquals(List.of("anterior", "anterior", "posterior", "clean anterior"), names(image));
    Overlays.put(image, "", contours(Examples.mask("02"), ContourStyle.PREDICTION));
    assertEquals(List.of("anterior", "clean anterior", "posterior"), names(image));
  }

  @Test
  void hyperstacksGetSlicesForAllChannels() {
    ImagePlus image = IJ.createHyperStack("case", 2, 1, 3, 4, 1, 8);
    Mask mask = Examples.mask(new int[] {0, 0, 0, 0, 1, 0, 0, 0}, 2, 1, 4);
    Overlays.put(image, "", contours(mask, ContourStyle.PREDICTION));
    Roi roi = image.getOverlay().get(0);
    assertArrayEquals(
        new int[] {0, 3, 0},
        new int[] {roi.getCPosition(), roi.getZPosition(), roi.getTPosition()});
    Mask back = RoiMasks.fromOverlay(image.getOverlay(), 2, 1, 4, Examples.CLASSES);
    assertArrayEquals(Examples.labels(mask), Examples.labels(back));
  }

  @Test
  void framesOfOneSliceAreSlices() {
    ImagePlus image = IJ.createHyperStack("case", 2, 1, 2, 1, 4, 8);
    Mask mask = Examples.mask(new int[] {0, 0, 0, 0, 1, 0, 0, 0}, 2, 1, 4);
    Overlays.put(image, "", contours(mask, ContourStyle.PREDICTION));
    assertEquals(3, image.getOverlay().get(0).getTPosition());
    Mask back = RoiMasks.fromOverlay(image.getOverlay(), 2, 1, 4, Examples.CLASSES);
    assertArrayEquals(Examples.labels(mask), Examples.labels(back));
  }

  private static Overlay contours(Mask mask, ContourStyle style) {
    return Contours.of(mask, Examples.CLASSES, style);
  }

  private static List<String> names(ImagePlus image) {
    return Arrays.stream(image.getOverlay().toArray()).map(Roi::getName).toList();
  }
}
