package io.github.robustj.attack;

import java.util.Arrays;

/**
 * The nearest point of the L1 ball cut with the valid range, in Euclidean distance (Croce and Hein
 * 2021, arXiv:2103.01208, section 2). Every entry {@code d} of the perturbation becomes {@code
 * sign(d) min(max(|d| - t, 0), room)}, with the one {@code t >= 0} at which their sum is the
 * radius.
 */
final class BoxedL1 {

  private static final double ROUNDING = 1e-6;

  private BoxedL1() {}

  /** Moves one sample of the batch {@code x}, in place. */
  static void project(float[] x, SampleBall ball) {
    ball.restore(x);
    int n = ball.to() - ball.from();
    double[] size = new double[n];
    double[] room = new double[n];
    for (int j = 0; j < n; j++) {
      int k = ball.from() + j;
      double d = (double) x[k] - ball.center()[k];
      size[j] = Math.abs(d);
      room[j] = ball.room(k, d);
    }
    double taken = taken(size, room, ball.radius());
    for (int j = 0; j < n; j++) {
      int k = ball.from() + j;
      double left = Math.min(Math.max(size[j] - taken, 0), room[j]);
      if (left < ROUNDING * ball.radius()) left = 0;
      x[k] = (float) (ball.center()[k] + Math.copySign(left, (double) x[k] - ball.center()[k]));
    }
  }

  /**
   * The sum as a function of {@code t} falls in straight pieces: an entry begins to fall at {@code
   * |d| - room} (or at once) and ends at {@code |d|}. The pieces are walked through in order.
   */
  private static double taken(double[] size, double[] room, double radius) {
    int n = size.length;
    double[] begins = new double[n];
    double sum = 0;
    for (int j = 0; j < n; j++) {
      begins[j] = Math.max(size[j] - room[j], 0);
      sum += Math.min(size[j], room[j]);
    }
    if (sum <= radius) return 0;
    double[] ends = size.clone();
    Arrays.sort(begins);
    Arrays.sort(ends);
    double t = 0;
    int begun = 0;
    for (int ended = 0; ended < n; ) {
      boolean begin = begun < n && begins[begun] <= ends[ended];
      double next = begin ? begins[begun] : ends[ended];
      int falling = begun - ended;
      if (sum - falling * (next - t) <= radius) return t + (sum - radius) / falling;
      sum -= falling * (next - t);
      t = next;
      if (begin) begun++;
      else ended++;
    }
    return t;
  }
}
