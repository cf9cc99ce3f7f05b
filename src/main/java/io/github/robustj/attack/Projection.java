package io.github.robustj.attack;

import java.util.Arrays;

/** The nearest point of a ball around the clean image, in Euclidean distance. */
final class Projection {

  private Projection() {}

  /** Moves one sample of the batch {@code x} to the nearest point of the ball, in place. */
  static void toBall(Norm norm, float[] x, SampleBall ball, float radius) {
    switch (norm) {
      case LINF -> clamp(x, ball, radius);
      case L2 -> shrink(x, ball, radius);
      case L1 -> softThreshold(x, ball, radius);
    }
  }

  private static void clamp(float[] x, SampleBall ball, float radius) {
    float[] c = ball.center();
    for (int k = ball.from(); k < ball.to(); k++)
      x[k] = Math.min(Math.max(x[k], c[k] - radius), c[k] + radius);
  }

  private static void shrink(float[] x, SampleBall ball, float radius) {
    float[] c = ball.center();
    double length = ball.distance(Norm.L2, x);
    if (length <= radius) return;
    double factor = radius / length;
    for (int k = ball.from(); k < ball.to(); k++)
      x[k] = (float) (c[k] + factor * ((double) x[k] - c[k]));
  }

  private static void softThreshold(float[] x, SampleBall ball, float radius) {
    float[] c = ball.center();
    if (ball.distance(Norm.L1, x) <= radius) return;
    double threshold = threshold(x, ball, radius);
    for (int k = ball.from(); k < ball.to(); k++) {
      double d = (double) x[k] - c[k];
      double size = Math.max(Math.abs(d) - threshold, 0);
      x[k] = (float) (c[k] + Math.copySign(size, d));
    }
  }

  /**
   * By how much every entry shrinks so that the sum of sizes becomes the radius (Duchi et al. 2008,
   * Efficient projections onto the l1-ball, figure 1).
   */
  private static double threshold(float[] x, SampleBall ball, float radius) {
    double[] sizes = new double[ball.to() - ball.from()];
    for (int j = 0; j < sizes.length; j++) {
      int k = ball.from() + j;
      sizes[j] = Math.abs((double) x[k] - ball.center()[k]);
    }
    Arrays.sort(sizes);
    double sum = 0;
    double threshold = 0;
    for (int j = sizes.length - 1, count = 1; j >= 0; j--, count++) {
      sum += sizes[j];
      double candidate = (sum - radius) / count;
      if (sizes[j] <= candidate) break;
      threshold = candidate;
    }
    return threshold;
  }
}
