package io.github.robustj.task.instance;

import io.github.robustj.data.Box;
import io.github.robustj.data.Outline;

/**
 * A star around a place. Its outline is drawn when it is first asked for: most stars go because of
 * their circles alone.
 */
final class Star {

  /** More than what rounding may change, as a part of an area or a length. */
  private static final double ROUNDING = 1e-9;

  private final Rays rays;
  private final double x;
  private final double y;
  private final double[] distances;

  /** Radius of a circle around the place that the outline holds. */
  private final double inner;

  /** Radius of the circle around the place that holds the outline. */
  private final double outer;

  /** In square pixels. */
  private final double area;

  private Outline outline;

  /**
   * @param distances from the place to the border along the rays, above 0
   */
  Star(Rays rays, double x, double y, double[] distances) {
    this.rays = rays;
    this.x = x;
    this.y = y;
    this.distances = distances;
    double sum = 0;
    double farthest = 0;
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < distances.length; k++) {
      double a = distances[k];
      double b = distances[k + 1 < distances.length ? k + 1 : 0];
      double twice = a * b * rays.sineOfStep();
      sum += twice / 2;
      farthest = Math.max(farthest, a);
      double side = Math.sqrt(a * a + b * b - 2 * a * b * rays.cosineOfStep());
      // To the line through both corners, which is nearer than the side or as near.
      nearest = Math.min(nearest, side == 0 ? a : twice / side);
    }
    area = sum;
    outer = farthest;
    inner = Math.max(0, nearest);
  }

  /** In pixels of the network's input, to a thousandth; it may reach outside. */
  Outline outline() {
    if (outline == null) outline = rays.outline(x, y, distances);
    return outline;
  }

  Box bounds() {
    return outline().bounds();
  }

  /** Around the circle that holds the outline, and a little more than its rounding. */
  Box surroundings() {
    return Box.around(x, y, 2 * outer + .01, 2 * outer + .01);
  }

  /**
   * Whether both share more than a share of the smaller one: by bounds of what their circles share,
   * by that itself, by the box around both, by their outlines.
   */
  boolean covers(Star other, double share) {
    double least = share * Math.min(area, other.area);
    double across = x - other.x;
    double down = y - other.y;
    double near = Math.sqrt(across * across + down * down);
    double r = Math.min(inner, other.inner);
    // Two circles of radius r share all of one, less at most 2 r for each pixel between them.
    if (r * (Math.PI * r - 2 * near) > least * (1 + ROUNDING)) return true;
    if (near > (outer + other.outer) * (1 + ROUNDING)) return false;
    double distance = Math.hypot(across, down);
    if (lens(inner, other.inner, distance) > least) return true;
    if (lens(outer, other.outer, distance) <= least) return false;
    if (sharedAtLeast(other) > least) return true;
    return outline().intersection(other.outline()) > least;
  }

  /**
   * A lower bound of the area that both share: what their areas exceed the box around both by, less
   * what rounded corners and the lines that an intersection is measured along may change. It
   * settles stars around different middles of one object.
   */
  private double sharedAtLeast(Star other) {
    double sum = area + other.area;
    double inaccurate = .01 * sum + .1 * (outer + other.outer);
    return sum - bounds().with(other.bounds()).area() - inaccurate;
  }

  /** The area that two circles share. */
  static double lens(double r, double s, double distance) {
    if (distance >= r + s) return 0;
    double least = Math.min(r, s);
    if (distance <= Math.abs(r - s)) return Math.PI * least * least;
    double d2 = distance * distance;
    double a = Math.acos(clamped((d2 + r * r - s * s) / (2 * distance * r)));
    double b = Math.acos(clamped((d2 + s * s - r * r) / (2 * distance * s)));
    return r * r * (a - Math.sin(2 * a) / 2) + s * s * (b - Math.sin(2 * b) / 2);
  }

  private static double clamped(double cosine) {
    return Math.max(-1, Math.min(1, cosine));
  }
}
