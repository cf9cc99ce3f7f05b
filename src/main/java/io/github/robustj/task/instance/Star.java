package io.github.robustj.task.instance;

import io.github.robustj.data.Box;
import io.github.robustj.data.Outline;

/**
 * A star around a place.
 *
 * @param inner radius of a circle around the place that the outline holds
 * @param outer radius of the circle around the place that holds the outline
 * @param area in square pixels
 */
record Star(double x, double y, double inner, double outer, double area, Outline outline) {

  /**
   * @param distances from the place to the border, at equal angles, above 0
   */
  static Star of(double x, double y, double[] distances, Outline outline) {
    int rays = distances.length;
    double step = 2 * Math.PI / rays;
    double area = 0;
    double outer = 0;
    double inner = Double.POSITIVE_INFINITY;
    for (int k = 0; k < rays; k++) {
      double a = distances[k];
      double b = distances[(k + 1) % rays];
      double twice = a * b * Math.sin(step);
      area += twice / 2;
      outer = Math.max(outer, a);
      double side = Math.sqrt(a * a + b * b - 2 * a * b * Math.cos(step));
      // To the line through both corners, which is nearer than the side or as near.
      inner = Math.min(inner, side == 0 ? a : twice / side);
    }
    return new Star(x, y, Math.max(0, inner), outer, area, outline);
  }

  Box bounds() {
    return outline.bounds();
  }

  /** Whether both share more than a share of the smaller one. */
  boolean covers(Star other, double share) {
    double smaller = Math.min(area, other.area);
    double distance = Math.hypot(x - other.x, y - other.y);
    if (StarSuppression.lens(inner, other.inner, distance) > share * smaller) return true;
    if (StarSuppression.lens(outer, other.outer, distance) <= share * smaller) return false;
    return outline.intersection(other.outline) > share * smaller;
  }
}
