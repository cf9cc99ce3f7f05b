package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * The climb of APGD in the L1 ball (Croce and Hein 2021, arXiv:2103.01208, algorithm 1): steps
 * along the signs of the largest gradient entries, projected onto the ball and the valid range at
 * once. How many entries a step moves follows from how many the best image has changed.
 *
 * <p>The paper's rule moves two entries where it has moved two before, and spends its steps on
 * entries at the end of their range, too: on a linear objective it stops at five sixths of the
 * optimum. A rule of our own goes on from there: it rounds the number of entries down, and leaves
 * out those that their range holds.
 */
final class SparseClimb {

  private static final double FIRST_SHARE = .2;
  private static final double REDUCTION = 1.5;
  private static final double SHORTEST = .1;
  private static final double STABLE = .95;
  private static final double ROUNDING = 1e-6;

  private final PerturbationBall ball;
  private final RandomSteps flat;
  private final int steps;
  private final boolean narrows;
  private final double[] moved;
  private final double[] changed;
  private final float[] length;

  /**
   * @param flat the ball, and random numbers for samples without a gradient
   * @param narrows whether steps follow our own rule, not the paper's
   */
  SparseClimb(RandomSteps flat, int steps, boolean narrows) {
    this.flat = flat;
    this.ball = flat.ball();
    this.steps = steps;
    this.narrows = narrows;
    length = ball.radius().clone();
    moved = new double[length.length];
    changed = new double[length.length];
    Arrays.setAll(changed, i -> SampleBall.of(ball, i).free());
    Arrays.setAll(moved, i -> FIRST_SHARE * changed[i]);
  }

  /**
   * @param climb evaluated at its start
   */
  void run(Objective.Differentiable objective, Climb climb, Strongest strongest) {
    int window = Math.max((int) (.04 * steps), 1);
    for (int t = 0; t < steps; t++) {
      Tensor gradient = ball.region().masked(climb.gradient.copy());
      for (int i = 0; i < length.length; i++) move(climb.images.data(), gradient.data(), i);
      flat.move(climb.images, flat.without(climb.gradient));
      climb.evaluate(objective.at((t + 1.) / steps), strongest);
      if ((t + 1) % window == 0) for (int i = 0; i < length.length; i++) check(climb, i);
    }
  }

  private void move(float[] x, float[] g, int sample) {
    SampleBall own = SampleBall.of(ball, sample);
    if (own.radius() == 0 || own.free() == 0) return;
    if (narrows) skipEnds(x, g, own);
    double share = narrows ? Math.max((int) moved[sample], 1) : moved[sample];
    float smallest = smallestMoved(g, own, share);
    int count = 0;
    for (int k = own.from(); k < own.to(); k++) if (moves(g[k], smallest)) count++;
    if (count == 0) return;
    for (int k = own.from(); k < own.to(); k++)
      if (moves(g[k], smallest)) x[k] += Math.signum(g[k]) * length[sample] / count;
    project(x, own);
  }

  /** Takes the slope from entries that their range holds. */
  private static void skipEnds(float[] x, float[] g, SampleBall own) {
    for (int k = own.from(); k < own.to(); k++) if (own.isAtEnd(k, x[k], g[k])) g[k] = 0;
  }

  private static boolean moves(float slope, float smallest) {
    return slope != 0 && Math.abs(slope) >= smallest;
  }

  /**
   * The size at position {@code floor(free - share)} of the sorted gradient entries of the region,
   * from which on a step moves entries, also those at the end of their range; not a number if one
   * of them is not.
   *
   * @param share how many are to move, if no two are equal and it is a whole number
   */
  private static float smallestMoved(float[] g, SampleBall own, double share) {
    float[] sizes = new float[own.free()];
    int n = 0;
    for (int k = own.from(); k < own.to(); k++)
      if (own.isFree(k)) {
        if (Float.isNaN(g[k])) return Float.NaN;
        sizes[n++] = Math.abs(g[k]);
      }
    Arrays.sort(sizes);
    // Shares of thirds are not exact: 12 must not become 11.999.
    int position = (int) Math.floor(n - share + 1e-6);
    return sizes[Math.min(Math.max(position, 0), n - 1)];
  }

  private void check(Climb climb, int sample) {
    SampleBall own = SampleBall.of(ball, sample);
    int now = 0;
    for (int k = own.from(); k < own.to(); k++) if (climb.best.data()[k] != own.center()[k]) now++;
    boolean sparser = now / changed[sample] < STABLE;
    moved[sample] = now / REDUCTION;
    changed[sample] = now;
    if (sparser) {
      length[sample] = own.radius();
      climb.restart(sample);
    } else length[sample] = (float) Math.max(length[sample] / REDUCTION, SHORTEST * own.radius());
  }

  /**
   * Moves one sample of the batch {@code x}, in place, to the nearest point of the L1 ball cut with
   * the valid range, in Euclidean distance (section 2). Every entry {@code d} of the perturbation
   * becomes {@code sign(d) min(max(|d| - t, 0), room)}, with the one {@code t >= 0} at which their
   * sum is the radius.
   */
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
