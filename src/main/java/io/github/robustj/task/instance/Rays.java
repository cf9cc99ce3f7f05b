package io.github.robustj.task.instance;

import io.github.robustj.data.Outline;
import java.util.List;

/**
 * Directions at equal angles, from the right (growing x) towards below (growing y).
 *
 * @param sineOfStep,cosineOfStep of the angle between two of them
 */
record Rays(double[] cosines, double[] sines, double sineOfStep, double cosineOfStep) {

  static Rays of(int count) {
    double step = 2 * Math.PI / count;
    Rays rays = new Rays(new double[count], new double[count], Math.sin(step), Math.cos(step));
    for (int k = 0; k < count; k++) {
      rays.cosines[k] = Math.cos(2 * Math.PI * k / count);
      rays.sines[k] = Math.sin(2 * Math.PI * k / count);
    }
    return rays;
  }

  int count() {
    return cosines.length;
  }

  /** With corners to a thousandth of a pixel. */
  Outline outline(double x, double y, double[] distances) {
    double[] ring = new double[2 * count()];
    for (int k = 0; k < count(); k++) {
      ring[2 * k] = rounded(x + distances[k] * cosines[k]);
      ring[2 * k + 1] = rounded(y + distances[k] * sines[k]);
    }
    return new Outline(List.of(ring));
  }

  /** To a thousandth of a pixel, which keeps files short. */
  private static double rounded(double pixels) {
    return Math.rint(1000 * pixels) / 1000;
  }
}
