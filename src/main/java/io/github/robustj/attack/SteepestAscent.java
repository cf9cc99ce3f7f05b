package io.github.robustj.attack;

import java.util.Arrays;

/** The step of a given length along which a linear objective grows most, in each norm. */
final class SteepestAscent {

  /** Below this a gradient is not blown up to full length any more (the authors' constant). */
  private static final double SMALLEST_GRADIENT = 1e-8;

  private SteepestAscent() {}

  /**
   * Moves one sample of the batch {@code x}, in place and not yet projected.
   *
   * @param g gradients of the batch
   * @return false, and nothing is changed, if the gradient is zero or not finite
   */
  static boolean move(Norm norm, float[] x, float[] g, SampleBall ball, float length) {
    double square = sumOfSquares(g, ball);
    if (!(square > 0 && square < Double.POSITIVE_INFINITY)) return false;
    switch (norm) {
      case LINF -> alongSigns(x, g, ball, length);
      case L2 -> alongGradient(x, g, ball, length / Math.max(Math.sqrt(square), SMALLEST_GRADIENT));
      case L1 -> alongLargest(x, g, ball, length);
    }
    return true;
  }

  private static double sumOfSquares(float[] g, SampleBall ball) {
    double sum = 0;
    for (int k = ball.from(); k < ball.to(); k++) sum += (double) g[k] * g[k];
    return sum;
  }

  private static void alongSigns(float[] x, float[] g, SampleBall ball, float length) {
    for (int k = ball.from(); k < ball.to(); k++) x[k] += length * Math.signum(g[k]);
  }

  private static void alongGradient(float[] x, float[] g, SampleBall ball, double factor) {
    for (int k = ball.from(); k < ball.to(); k++) x[k] += (float) (factor * g[k]);
  }

  /**
   * In L1 the whole length goes to the entry with the largest gradient; what the valid range stops
   * of it goes on to the next largest, and so on. The sample stays in its range and ball.
   *
   * <p>Where the ball has no room for that, the excess is taken back from the entries whose change
   * is worth least. The Euclidean projection alone would take the same from every entry, and so
   * pull the most valuable ones back from the end of their range at each step: it settles beside
   * the optimum of a linear objective, this rule on it.
   */
  private static void alongLargest(float[] x, float[] g, SampleBall ball, float length) {
    spend(x, g, ball, length);
    double excess = ball.distance(Norm.L1, x) - ball.radius();
    if (excess > 0) takeBack(x, g, ball, excess);
  }

  private static void spend(float[] x, float[] g, SampleBall ball, double length) {
    long[] keys = new long[ball.to() - ball.from()];
    for (int j = 0; j < keys.length; j++) {
      int k = ball.from() + j;
      keys[j] = key(-Math.abs(g[k]), k);
    }
    Arrays.sort(keys);
    double left = length;
    for (int j = 0; j < keys.length && left > 0 && g[(int) keys[j]] != 0; j++) {
      int k = (int) keys[j];
      float before = x[k];
      x[k] = ball.clip(k, (float) (before + Math.copySign(left, g[k])));
      left -= Math.abs((double) x[k] - before);
    }
  }

  private static void takeBack(float[] x, float[] g, SampleBall ball, double excess) {
    float[] c = ball.center();
    long[] keys = new long[ball.to() - ball.from()];
    int changed = 0;
    for (int k = ball.from(); k < ball.to(); k++)
      if (x[k] != c[k]) keys[changed++] = key(g[k] * Math.signum(x[k] - c[k]), k);
    Arrays.sort(keys, 0, changed);
    double left = excess;
    for (int j = 0; j < changed && left > 0; j++) {
      int k = (int) keys[j];
      double d = (double) x[k] - c[k];
      double taken = Math.min(left, Math.abs(d));
      x[k] = taken == left ? (float) (x[k] - Math.copySign(taken, d)) : c[k];
      left -= taken;
    }
  }

  /** Sorts as the value does, and holds the position in the low word. */
  private static long key(float value, int position) {
    int bits = Float.floatToRawIntBits(value);
    // Negative floats are ordered backwards by their bits.
    int ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
    return (long) ordered << 32 | position;
  }
}
