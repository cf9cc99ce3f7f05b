package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.error.RobustJException;
import org.junit.jupiter.api.Test;

class RoiMasksTest {

  @Test
  void roisAreKnownByNameCounterValueOrGroup() {
    assertEquals(1, labelOf(named("anterior")));
    assertEquals(2, labelOf(named(" Posterior ")));
    assertEquals(2, labelOf(named("posterior-12")));
    assertEquals(2, labelOf(named("2")));
    Roi grouped = named("0001-0002-0003");
    grouped.setGroup(1);
    assertEquals(1, labelOf(grouped));
    Roi nameless = new Roi(0, 0, 1, 1);
    nameless.setGroup(2);
    assertEquals(2, labelOf(nameless));
  }

  @Test
  void anUnknownNameIsNamedWithTheClasses() {
    String sentence = failure(named("ventricle"));
    assertTrue(sentence.contains("The ROI ventricle"), sentence);
    assertTrue(sentence.contains("anterior (1), posterior (2)"), sentence);
    assertTrue(failure(new Roi(0, 0, 1, 1)).contains("without a name, number 1"));
  }

  @Test
  void linesAndFarSlicesAreRefused() {
    Roi line = new Line(0, 0, 1, 1);
    line.setName("anterior");
    assertTrue(failure(line).contains("encloses no area"));
    Roi far = named("anterior");
    far.setPosition(4);
    assertTrue(failure(far).contains("slice 4 of 1"));
    Roi late = named("anterior");
    late.setPosition(0, 2, 3);
    assertTrue(failure(late).contains("later frame"));
  }

  @Test
  void positionZeroFillsAllSlicesAndTheLaterRoiWins() {
    Roi all = named("anterior");
    Roi second = named("posterior");
    second.setPosition(2);
    Roi third = named("posterior");
    third.setPosition(1, 3, 1);
    int[] labels =
        Examples.labels(
            RoiMasks.fromOverlay(overlay(all, second, third), 1, 1, 3, Examples.CLASSES));
    assertArrayEquals(new int[] {1, 2, 2}, labels);
  }

  @Test
  void aRoiNamedBackgroundClears() {
    Overlay overlay = overlay(named("anterior"), named("background"));
    assertArrayEquals(
        new int[1], Examples.labels(RoiMasks.fromOverlay(overlay, 1, 1, 1, Examples.CLASSES)));
  }

  @Test
  void partsOutsideTheImageAreCutOff() {
    Roi box = new Roi(-2, 1, 4, 9);
    box.setName("anterior");
    assertArrayEquals(
        new int[] {0, 0, 0, 1, 1, 0},
        Examples.labels(RoiMasks.fromOverlay(overlay(box), 3, 2, 1, Examples.CLASSES)));
    Roi disc = new OvalRoi(-4, -4, 8, 8);
    disc.setName("anterior");
    int[] quarter = Examples.labels(RoiMasks.fromOverlay(overlay(disc), 4, 4, 1, Examples.CLASSES));
    assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0}, quarter);
  }

  @Test
  void noRoiIsBackground() {
    assertArrayEquals(
        new int[4],
        Examples.labels(RoiMasks.fromOverlay(new Overlay(), 2, 2, 1, Examples.CLASSES)));
  }

  private static Roi named(String name) {
    Roi roi = new Roi(0, 0, 1, 1);
    roi.setName(name);
    return roi;
  }

  private static Overlay overlay(Roi... rois) {
    Overlay overlay = new Overlay();
    for (Roi roi : rois) overlay.add(roi);
    return overlay;
  }

  private static int labelOf(Roi roi) {
    return Examples.labels(RoiMasks.fromOverlay(overlay(roi), 1, 1, 1, Examples.CLASSES))[0];
  }

  private static String failure(Roi roi) {
    return assertThrows(
            RobustJException.class,
            () -> RoiMasks.fromOverlay(overlay(roi), 1, 1, 1, Examples.CLASSES))
        .getMessage();
  }
}
