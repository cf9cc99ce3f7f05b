package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.error.RobustJException;
import java.awt.Color;
import java.awt.geom.Area;
import java.awt.geom.PathIterator;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContoursTest {

  @Test
  void aRingIsOneRoiThatLeavesOutItsHole() {
    Overlay overlay = contours(Examples.mask("00000", "01110", "01010", "01110", "00000"));
    assertEquals(1, overlay.size());
    assertEquals("anterior", overlay.get(0).getName());
    assertFalse(overlay.get(0).contains(2, 2));
    assertEquals(8, area(overlay.get(0)), 1e-9);
  }

  @Test
  void partsOfOneClassAreOneRoi() {
    Overlay overlay = contours(Examples.mask("10001", "00000", "11111", "00000", "10201"));
    assertEquals(2, overlay.size());
    assertEquals(9, area(overlay.get(0)), 1e-9);
    assertEquals(1, area(overlay.get(1)), 1e-9);
  }

  @Test
  void polygonsEncloseAsManySquaresAsThereArePixels() {
    Mask mask = Examples.noise(23, 17, 1, 0, 1, 2);
    Overlay overlay = contours(mask);
    for (int value = 1; value <= 2; value++) {
      int label = value;
      long pixels = Arrays.stream(Examples.labels(mask)).filter(l -> l == label).count();
      assertEquals(pixels, area(overlay.get(value - 1)), 1e-9);
    }
  }

  @Test
  void masksComeBackExactly() {
    for (Mask mask :
        new Mask[] {
          Examples.noise(31, 19, 3, 0, 1, 2),
          Examples.noise(8, 8, 1, 0, 0, 0, 1),
          Examples.mask("1111", "1111", "1111"),
          Examples.mask("1000", "0100", "0010", "0001"),
          Examples.mask("0000", "0020")
        }) assertArrayEquals(Examples.labels(mask), roundTrip(contours(mask), mask));
  }

  @Test
  void inStacksAPositionIsTheSlice() {
    Overlay overlay = contours(Examples.mask(new int[] {0, 0, 1, 0, 2, 1}, 2, 1, 3));
    assertEquals(3, overlay.size());
    assertEquals(2, overlay.get(0).getPosition());
    assertEquals(3, overlay.get(1).getPosition());
    assertEquals("posterior", overlay.get(2).getName());
    assertEquals(0, contours(Examples.mask("1")).get(0).getPosition());
  }

  @Test
  void styleNamesAndColoursContours() {
    Mask mask = Examples.mask("12");
    Overlay plain = contours(mask);
    assertEquals(new Color(0xE69F00), plain.get(0).getStrokeColor());
    assertEquals(new Color(0x56B4E9), plain.get(1).getStrokeColor());
    Overlay truth = Contours.of(mask, Examples.CLASSES, ContourStyle.TRUTH);
    assertEquals("truth posterior", truth.get(1).getName());
    assertEquals(Color.WHITE, truth.get(1).getStrokeColor());
  }

  @Test
  void emptyMaskGivesEmptyOverlay() {
    assertEquals(0, contours(Examples.mask("000")).size());
  }

  @Test
  void aLabelOfNoClassIsNamed() {
    RobustJException e =
        assertThrows(RobustJException.class, () -> contours(Examples.mask("0", "7")));
    assertTrue(e.getMessage().contains("label value 7 in slice 1"), e.getMessage());
    assertTrue(e.getMessage().contains("anterior (1), posterior (2)"), e.getMessage());
  }

  @Test
  void overlaySurvivesTiff(@TempDir Path folder) {
    Mask mask = Examples.noise(20, 16, 3, 0, 1, 2);
    Overlay overlay = contours(mask);
    ImagePlus image = IJ.createImage("case", "16-bit", 20, 16, 3);
    Overlays.put(image, "", overlay);
    Path file = folder.resolve("case.tif");
    ImageFiles.tiff(image, file);
    ImagePlus opened = IJ.openImage(file.toString());
    assertEquals(overlay.size(), opened.getOverlay().size());
    for (int i = 0; i < overlay.size(); i++) {
      Roi roi = opened.getOverlay().get(i);
      assertEquals(overlay.get(i).getName(), roi.getName());
      assertEquals(overlay.get(i).getPosition(), roi.getPosition());
      assertEquals(overlay.get(i).getStrokeColor(), roi.getStrokeColor());
      assertEquals(2, roi.getStrokeWidth());
      assertFalse(roi.getScaleStrokeWidth());
    }
    assertArrayEquals(Examples.labels(mask), roundTrip(opened.getOverlay(), mask));
    Overlays.put(opened, "", new Overlay());
    assertEquals(0, opened.getOverlay().size(), "contours read from a file are still ours");
  }

  private static Overlay contours(Mask mask) {
    return Contours.of(mask, Examples.CLASSES, ContourStyle.PREDICTION);
  }

  private static int[] roundTrip(Overlay overlay, Mask mask) {
    return Examples.labels(
        RoiMasks.fromOverlay(
            overlay,
            Planes.width(mask),
            Planes.height(mask),
            Planes.slices(mask),
            Examples.CLASSES));
  }

  /** Shoelace formula over the outlines; holes run the other way round and count negative. */
  private static double area(Roi roi) {
    double[] point = new double[6];
    double x = 0;
    double y = 0;
    double startX = 0;
    double startY = 0;
    double twice = 0;
    PathIterator path = new Area(new ShapeRoi(roi).getShape()).getPathIterator(null);
    for (; !path.isDone(); path.next()) {
      int kind = path.currentSegment(point);
      if (kind == PathIterator.SEG_MOVETO) {
        startX = point[0];
        startY = point[1];
      } else {
        double toX = kind == PathIterator.SEG_CLOSE ? startX : point[0];
        double toY = kind == PathIterator.SEG_CLOSE ? startY : point[1];
        twice += x * toY - toX * y;
      }
      x = kind == PathIterator.SEG_CLOSE ? startX : point[0];
      y = kind == PathIterator.SEG_CLOSE ? startY : point[1];
    }
    return Math.abs(twice) / 2;
  }
}
