package io.github.robustj.attack;

import java.util.Arrays;

/**
 * Steepest ascent in L1: the whole length goes to the entry with the largest gradient; what the
 * valid range stops of it goes on to the next largest, and so on.
 *
 * <p>Where the ball has no room for that, the excess is taken back from the entries whose change is
 * worth least. The Euclidean projection alone would take the same from every entry, and so pull the
 * most valuable ones back from the end of their range at each step: it settles beside the optimum
 * of a linear objective, this rule on it.
 */
final class SparseAscent {

  private SparseAscent() {}

  /** Moves one sample of the batch {@code x}, in place; it stays in its range and ball. */
  static void move(float[] x, float[] g, SampleBall ball, float length) {
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
