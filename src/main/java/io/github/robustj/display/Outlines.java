package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** Draws the area ROIs of a panel on its enlarged picture. */
final class Outlines {

  private static final Color HALO = new Color(0, 0, 0, 150);

  private Outlines() {}

  /**
   * @param factor picture pixels per image pixel
   */
  static void draw(Graphics2D graphics, Panel panel, int factor) {
    List<Roi> seen = new ArrayList<>();
    for (Roi roi : panel.overlay()) if (isSeen(roi, panel.image())) seen.add(roi);
    graphics.setColor(HALO); // below all lines; keeps light ones visible on light tissue
    for (Roi roi : seen) stroke(graphics, roi, factor, width(roi) + 1.5f);
    for (Roi roi : seen) {
      graphics.setColor(roi.getStrokeColor() == null ? Roi.getColor() : roi.getStrokeColor());
      stroke(graphics, roi, factor, width(roi));
    }
  }

  private static float width(Roi roi) {
    return Math.max(1, 1.5f * roi.getStrokeWidth());
  }

  private static void stroke(Graphics2D graphics, Roi roi, int factor, float width) {
    graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(outline(roi, factor));
  }

  private static boolean isSeen(Roi roi, ImagePlus image) {
    int slice = Overlays.slice(roi);
    int shown = image.getNSlices() > 1 ? image.getZ() : image.getT();
    return roi.isArea() && !(roi instanceof TextRoi) && (slice == 0 || slice == shown);
  }

  private static Shape outline(Roi roi, int factor) {
    ShapeRoi shape = roi instanceof ShapeRoi composite ? composite : new ShapeRoi(roi);
    Rectangle box = shape.getBounds();
    AffineTransform enlarge = AffineTransform.getScaleInstance(factor, factor);
    enlarge.translate(box.x, box.y);
    return enlarge.createTransformedShape(shape.getShape());
  }
}
