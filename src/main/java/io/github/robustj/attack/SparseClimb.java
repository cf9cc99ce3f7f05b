package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * The climb of APGD in the L1 ball (Croce and Hein 2021, arXiv:2103.01208, algorithm 1): steps
 * along the signs of the largest gradient entries, projected onto the ball and the valid range at
 * once. How many entries a step moves follows from how many the best image has changed.
 */
final class SparseClimb {

  private static final double FIRST_SHARE = .2;
  private static final double REDUCTION = 1.5;
  private static final double SHORTEST = .1;
  private static final double STABLE = .95;

  private final PerturbationBall ball;
  private final int steps;
  private final double[] share;
  private final double[] changed;
  private final float[] length;

  SparseClimb(PerturbationBall ball, int steps) {
    this.ball = ball;
    this.steps = steps;
    length = ball.radius().clone();
    share = new double[length.length];
    changed = new double[length.length];
    Arrays.fill(share, FIRST_SHARE);
    Arrays.setAll(changed, i -> SampleBall.of(ball, i).free());
  }

  /**
   * @param climb evaluated at its start
   */
  void run(Objective.Differentiable objective, Climb climb, Strongest strongest) {
    int window = Math.max((int) (.04 * steps), 1);
    for (int t = 0; t < steps; t++) {
      Tensor gradient = ball.region().masked(climb.gradient);
      for (int i = 0; i < length.length; i++) move(climb.images.data(), gradient.data(), i);
      climb.evaluate(objective.at((t + 1.) / steps), strongest);
      if ((t + 1) % window == 0) for (int i = 0; i < length.length; i++) check(climb, i);
    }
  }

  private void move(float[] x, float[] g, int sample) {
    SampleBall own = SampleBall.of(ball, sample);
    if (own.radius() == 0 || own.free() == 0) return;
    double[] worth = worth(x, g, own);
    double smallest = smallestMoved(worth, (int) (share[sample] * own.free()));
    if (!(smallest < Double.POSITIVE_INFINITY)) return;
    int moved = 0;
    for (double value : worth) if (value > 0 && value >= smallest) moved++;
    if (moved == 0) return;
    for (int j = 0; j < worth.length; j++)
      if (worth[j] > 0 && worth[j] >= smallest)
        x[own.from() + j] += Math.signum(g[own.from() + j]) * length[sample] / moved;
    BoxedL1.project(x, own);
  }

  /** Sizes of the gradient's entries, 0 for those that cannot move. */
  private static double[] worth(float[] x, float[] g, SampleBall own) {
    double[] worth = new double[own.to() - own.from()];
    for (int j = 0; j < worth.length; j++) {
      int k = own.from() + j;
      boolean free = own.clip(k, x[k] + Math.copySign(own.radius(), g[k])) != x[k];
      worth[j] = free ? Math.abs(g[k]) : 0;
    }
    return worth;
  }

  /** The size from which on a step moves entries; not a number if a gradient is not. */
  private static double smallestMoved(double[] worth, int count) {
    double[] sorted = worth.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return Double.isNaN(sorted[last]) ? Double.NaN : sorted[last + 1 - Math.max(count, 1)];
  }

  private void check(Climb climb, int sample) {
    SampleBall own = SampleBall.of(ball, sample);
    int now = 0;
    for (int k = own.from(); k < own.to(); k++) if (climb.best.data()[k] != own.center()[k]) now++;
    boolean sparser = now / changed[sample] < STABLE;
    share[sample] = now / REDUCTION / own.free();
    changed[sample] = now;
    if (sparser) {
      length[sample] = own.radius();
      climb.restart(sample);
    } else length[sample] = (float) Math.max(length[sample] / REDUCTION, SHORTEST * own.radius());
  }
}
