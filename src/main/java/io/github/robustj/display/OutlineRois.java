package io.github.robustj.display;

import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import io.github.robustj.data.Outline;
import java.awt.geom.Path2D;

/** Outlines as ROIs: a polygon, or a shape where there are several parts or holes. */
final class OutlineRois {

  private OutlineRois() {}

  static Roi of(Outline outline) {
    if (outline.rings().size() == 1) return polygon(outline.rings().get(0));
    Path2D.Double path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (double[] ring : outline.rings()) {
      path.moveTo(ring[0], ring[1]);
      for (int i = 2; i < ring.length; i += 2) path.lineTo(ring[i], ring[i + 1]);
      path.closePath();
    }
    return new ShapeRoi(path);
  }

  private static Roi polygon(double[] ring) {
    float[] x = new float[ring.length / 2];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) ring[2 * i];
      y[i] = (float) ring[2 * i + 1];
    }
    return new PolygonRoi(x, y, Roi.POLYGON);
  }
}
