package io.github.robustj.display;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelClass;
import java.awt.Color;
import java.util.List;
import java.util.Map;

/**
 * The outlines of a mask as an overlay. There is one ROI per class and slice in which the class
 * occurs; it holds all parts of the class and leaves out its holes. Outlines run along the pixels'
 * edges, so that they enclose exactly the class's pixels and {@link RoiMasks#fromOverlay} gives the
 * mask back.
 */
public final class Contours {

  private Contours() {}

  /**
   * The overlay of a mask, empty if the mask is. In stacks each ROI's position is its slice,
   * counted from 1; {@link Overlays#put} moves it to where a hyperstack has that slice.
   *
   * @throws io.github.robustj.error.RobustJException if the mask holds a value of no class
   */
  public static Overlay of(Mask mask, List<LabelClass> classes, ContourStyle style) {
    Map<Integer, Color> colors = ClassColors.of(classes);
    Overlay overlay = new Overlay();
    for (int slice = 0; slice < Planes.slices(mask); slice++) {
      int[] labels = Labels.checked(mask, slice, classes);
      for (LabelClass c : Labels.foreground(classes)) {
        Roi roi = outline(labels, Planes.width(mask), c.value());
        if (roi == null) continue;
        roi.setPosition(Planes.slices(mask) > 1 ? slice + 1 : 0);
        decorate(roi, style.name(c.name()), style.tone().apply(colors.get(c.value())), style);
        overlay.add(roi);
      }
    }
    return overlay;
  }

  /** The outline of one label value, null if it does not occur. */
  private static Roi outline(int[] labels, int width, int value) {
    byte[] pixels = new byte[labels.length];
    boolean found = false;
    for (int i = 0; i < labels.length; i++)
      if (labels[i] == value) {
        pixels[i] = (byte) 255;
        found = true;
      }
    if (!found) return null;
    ByteProcessor binary = new ByteProcessor(width, labels.length / width, pixels);
    binary.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
    return new ThresholdToSelection().convert(binary);
  }

  private static void decorate(Roi roi, String name, Color color, ContourStyle style) {
    roi.setName(name);
    roi.setStrokeColor(color);
    // Screen pixels: a line of one image pixel would hide the structures of a small, zoomed image.
    roi.setUnscalableStrokeWidth(style.width());
    Overlays.mark(roi, style.prefix());
  }
}
