package io.github.robustj.task.instance;

import io.github.robustj.data.BoxIndex;
import io.github.robustj.task.instance.StarDecoder.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves one outline for each object: a candidate goes where a surer one that is kept covers more
 * than a share of the smaller of the two, as StarDist has it. Most pairs are settled by the circles
 * that the outlines lie in, or hold; the others are measured.
 */
final class StarSuppression {

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
      Star star = outputs.star(candidate.cell());
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
