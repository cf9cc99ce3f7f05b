package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.FloatPolygon;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Draws the areas, lines and points of a panel on its enlarged picture; texts are left out. */
final class Outlines {

  /** Arm of a point's cross, in picture pixels. */
  private static final double ARM = 7;

  private static final Color HALO = new Color(0, 0, 0, 150);

  private Outlines() {}

  /**
   * @param factor picture pixels per image pixel
   */
  static void draw(Graphics2D graphics, Panel panel, double factor) {
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
    return Math.max(roi.isArea() ? 1 : 2, 1.5f * roi.getStrokeWidth());
  }

  private static void stroke(Graphics2D graphics, Roi roi, double factor, float width) {
    graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(outline(roi, factor));
  }

  private static boolean isSeen(Roi roi, ImagePlus image) {
    int slice = Overlays.slice(roi);
    int shown = image.getNSlices() > 1 ? image.getZ() : image.getT();
    boolean drawn = roi.isArea() || roi instanceof Line || roi instanceof PointRoi;
    return drawn && !(roi instanceof TextRoi) && (slice == 0 || slice == shown);
  }

  private static Shape outline(Roi roi, double factor) {
    if (roi instanceof Line line)
      return new Line2D.Double(
          middle(line.x1d, factor),
          middle(line.y1d, factor),
          middle(line.x2d, factor),
          middle(line.y2d, factor));
    if (roi instanceof PointRoi) return crosses(roi, factor);
    ShapeRoi shape = roi instanceof ShapeRoi composite ? composite : new ShapeRoi(roi);
    Rectangle box = shape.getBounds();
    AffineTransform enlarge = AffineTransform.getScaleInstance(factor, factor);
    enlarge.translate(box.x, box.y);
    return enlarge.createTransformedShape(shape.getShape());
  }

  /** Whole coordinates are the middles of pixels. */
  private static double middle(double coordinate, double factor) {
    return (coordinate + .5) * factor;
  }

  private static Shape crosses(Roi roi, double factor) {
    Path2D crosses = new Path2D.Double();
    FloatPolygon places = roi.getFloatPolygon();
    for (int i = 0; i < places.npoints; i++) {
      double x = middle(places.xpoints[i], factor);
      double y = middle(places.ypoints[i], factor);
      crosses.append(new Line2D.Double(x - ARM, y, x + ARM, y), false);
      crosses.append(new Line2D.Double(x, y - ARM, x, y + ARM), false);
    }
    return crosses;
  }
}
