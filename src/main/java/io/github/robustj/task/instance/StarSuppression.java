package io.github.robustj.task.instance;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxIndex;
import io.github.robustj.data.Outline;
import io.github.robustj.task.instance.StarDecoder.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves one outline for each object: a candidate goes where a surer one that is kept covers more
 * than a share of the smaller of the two, as StarDist has it. Most pairs are settled by the circles
 * that the outlines lie in, or hold; the others are measured.
 */
final class StarSuppression {

  /**
   * A star around a place.
   *
   * @param inner radius of a circle around the place that the outline holds
   * @param outer radius of the circle around the place that holds the outline
   */
  private record Star(
      double x, double y, double inner, double outer, double area, Outline outline) {

    static Star of(StarOutputs outputs, int cell) {
      int rays = outputs.rays();
      double step = 2 * Math.PI / rays;
      double area = 0;
      double outer = 0;
      double inner = Double.POSITIVE_INFINITY;
      for (int k = 0; k < rays; k++) {
        double a = outputs.distance(cell, k);
        double b = outputs.distance(cell, (k + 1) % rays);
        double twice = a * b * Math.sin(step);
        area += twice / 2;
        outer = Math.max(outer, a);
        double side = Math.sqrt(a * a + b * b - 2 * a * b * Math.cos(step));
        // To the line through both corners, which is nearer than the side or as near.
        inner = Math.min(inner, side == 0 ? a : twice / side);
      }
      return new Star(
          outputs.x(cell), outputs.y(cell), Math.max(0, inner), outer, area, outputs.outline(cell));
    }

    Box bounds() {
      return outline.bounds();
    }

    boolean covers(Star other, double share) {
      double smaller = Math.min(area, other.area);
      double distance = Math.hypot(x - other.x, y - other.y);
      if (lens(inner, other.inner, distance) > share * smaller) return true;
      if (lens(outer, other.outer, distance) <= share * smaller) return false;
      return outline.intersection(other.outline) > share * smaller;
    }
  }

  private StarSuppression() {}

  /**
   * @param candidates the surest first
   * @param share of the smaller one, 0 to 1
   */
  static List<Candidate> kept(StarOutputs outputs, List<Candidate> candidates, double share) {
    BoxIndex index = new BoxIndex();
    List<Star> stars = new ArrayList<>();
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Star star = Star.of(outputs, candidate.cell());
      if (isCovered(star, index.near(star.bounds()), stars, share)) continue;
      index.add(star.bounds());
      stars.add(star);
      kept.add(candidate);
    }
    return kept;
  }

  private static boolean isCovered(Star star, int[] near, List<Star> stars, double share) {
    for (int i : near) if (stars.get(i).covers(star, share)) return true;
    return false;
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
