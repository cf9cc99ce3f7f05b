package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.display.segmentation.MaskDisplay;
import io.github.robustj.job.AttackResult;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PanelsTest {

  @Test
  void pixelsBecomeSharpSquares() {
    ImagePlus image = IJ.createImage("x", "8-bit black", 4, 2, 1);
    image.getProcessor().set(1, 0, 200);
    image.setDisplayRange(0, 255);
    BufferedImage plate = Panels.draw(List.of(new Panel("x", image, new Overlay())), 3);
    int factor = 80; // the longer side becomes 320
    for (int y = 0; y < 2 * factor; y++)
      for (int x = 0; x < 4 * factor; x++) {
        int expected = x / factor == 1 && y / factor == 0 ? 0xC8C8C8 : 0;
        assertEquals(
            expected, plate.getRGB(Panels.GAP + x, Panels.GAP + y) & 0xFFFFFF, x + ", " + y);
      }
    assertEquals(2 * Panels.GAP + 320, plate.getWidth());
  }

  @Test
  void panelsFillRows() {
    ImagePlus image = IJ.createImage("x", "8-bit black", 320, 320, 1);
    List<Panel> three = Collections.nCopies(3, new Panel("x", image, new Overlay()));
    BufferedImage plate = Panels.draw(three, 2);
    assertEquals(3 * Panels.GAP + 2 * 320, plate.getWidth());
    BufferedImage row = Panels.draw(three, 3);
    assertEquals(2 * (row.getHeight() - Panels.GAP) + Panels.GAP, plate.getHeight());
  }

  /** Of an image enlarged 80-fold, pixel (1, 0) has its middle at (120, 40). */
  @Test
  void pointsAndLinesLieOnTheMiddlesOfPixels() {
    ImagePlus image = IJ.createImage("x", "8-bit black", 4, 2, 1);
    Overlay overlay = new Overlay();
    overlay.add(new PointRoi(1., 0.));
    overlay.add(new Line(0., 1., 3., 1.));
    overlay.add(new TextRoi(0, 0, "no text"));
    for (Roi roi : overlay) roi.setStrokeColor(Color.RED);
    BufferedImage plate = Panels.draw(List.of(new Panel("x", image, overlay)), 1);
    for (int[] on : new int[][] {{120, 40}, {126, 40}, {120, 34}, {41, 120}, {279, 120}})
      assertEquals(
          Color.RED.getRGB(),
          plate.getRGB(Panels.GAP + on[0], Panels.GAP + on[1]),
          on[0] + ", " + on[1]);
    for (int[] off : new int[][] {{140, 40}, {30, 120}, {5, 10}})
      assertEquals(0, plate.getRGB(Panels.GAP + off[0], Panels.GAP + off[1]) & 0xFFFFFF);
  }

  @Test
  void outlinesLieOnThePixelsEdgesOfTheirSliceOnly() {
    ImagePlus image = IJ.createImage("x", "8-bit black", 4, 4, 2);
    Mask mask = Examples.mask(concat("0000011001100000", "2000000000000000"), 4, 4, 2);
    Overlay overlay = Contours.of(mask, Examples.CLASSES, ContourStyle.PREDICTION);
    BufferedImage plate = Panels.draw(List.of(new Panel("x", image, overlay)), 1);
    assertEquals(ClassColors.ORANGE.getRGB(), plate.getRGB(Panels.GAP + 80, Panels.GAP + 160));
    assertEquals(ClassColors.ORANGE.getRGB(), plate.getRGB(Panels.GAP + 160, Panels.GAP + 240));
    assertFalse(colors(plate).contains(ClassColors.SKY_BLUE.getRGB()));
    image.setSlice(2);
    plate = Panels.draw(List.of(new Panel("x", image, overlay)), 1);
    assertTrue(colors(plate).contains(ClassColors.SKY_BLUE.getRGB()));
  }

  @Test
  void sideBySideShowsAttackAndOutlines() {
    Mask truth = Examples.mask(concat("0000", "1122"), 2, 2, 2);
    Mask attacked = Examples.mask(concat("0000", "2211"), 2, 2, 2);
    Image adversarial = Examples.image("case", new float[] {0, 0, 0, 0, 1, 2, 3, 4}, 2, 2, 1, 2);
    Image change = Examples.image("case", new float[] {9, 0, 0, 0, 1, -1, 0, 0}, 2, 2, 1, 2);
    AttackResult result = Examples.result(adversarial, change, truth, attacked);
    AttackView view = new MaskDisplay().attack(result, adversarial);
    Map<String, AttackView> rows = new LinkedHashMap<>();
    rows.put("standard", view);
    ImagePlus one = SideBySide.of("picture", rows, 2);
    assertEquals("picture", one.getTitle());
    assertEquals(4 * Panels.GAP + 3 * 320, one.getWidth());
    BufferedImage picture = one.getBufferedImage();
    Color red = new Color(DivergingLut.of(1).getRGB(255));
    int middle = Panels.GAP + 320 + Panels.GAP;
    assertEquals(
        red.getRGB(), picture.getRGB(middle + 80, Panels.GAP + 80), "full colour: slice 2's limit");
    assertEquals(Color.WHITE.getRGB(), picture.getRGB(middle + 80, Panels.GAP + 240));
    Set<Integer> colors = colors(picture);
    assertTrue(colors.contains(ClassColors.ORANGE.getRGB()));
    assertTrue(colors.contains(ClassColors.SKY_BLUE.getRGB()));
    rows.put("robust", view);
    assertTrue(SideBySide.of("picture", rows, 2).getHeight() > one.getHeight() + 320);
  }

  private static int[] concat(String... slices) {
    return String.join("", slices).chars().map(c -> c - '0').toArray();
  }

  private static Set<Integer> colors(BufferedImage picture) {
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++) colors.add(picture.getRGB(x, y));
    return colors;
  }
}
