package io.github.robustj.attack;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * The change of one physical kind under which a model does worst, found by gradient ascent of its
 * parameters: the image's gradient goes on through the change by the chain rule. Two limits hold at
 * once, the parameters' own plausible bounds and the ball: a small epsilon allows a weaker change,
 * and from some epsilon on only the bounds count.
 *
 * @param steps of each run, at least 1; one evaluation more is spent
 * @param restarts the first run starts from no change, the others at random parameters
 */
record PhysicalAttack(PhysicalChange change, int steps, int restarts) implements Attack {

  /** Of the parameters' bounds, along the steepest of them; falls to a tenth, as a cosine. */
  private static final double FIRST_STEP = .5;

  private static final double LAST_STEP = .05;

  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    PhysicalImages images = new PhysicalImages(change, ball);
    Strongest strongest = Strongest.above(objective, ball.center());
    for (int run = 0; run < restarts; run++) {
      double[][] parameters = new double[ball.radius().length][change.parameters()];
      if (run > 0) for (double[] own : parameters) draw(own, random);
      climb(objective, images, parameters, ball.center().copy(), strongest);
    }
    return strongest.images();
  }

  static void draw(double[] parameters, RandomGenerator random) {
    for (int i = 0; i < parameters.length; i++) parameters[i] = 2 * random.nextDouble() - 1;
  }

  private void climb(
      Objective.Differentiable objective,
      PhysicalImages images,
      double[][] parameters,
      Tensor now,
      Strongest strongest) {
    for (int t = 0; t <= steps; t++) {
      double progress = (double) t / steps;
      for (int i = 0; i < parameters.length; i++) images.write(now, i, parameters[i]);
      LossAndGradient at = objective.at(progress).lossAndGradient(now);
      strongest.offer(now, objective.harm(at));
      if (t == steps) break;
      double cosine = (1 + Math.cos(Math.PI * progress)) / 2;
      double length = LAST_STEP + (FIRST_STEP - LAST_STEP) * cosine;
      for (int i = 0; i < parameters.length; i++)
        move(parameters[i], images.gradient(now, at.gradient(), i, parameters[i]), length);
    }
  }

  /** A parameter moves by the length where its slope is the steepest, others in proportion. */
  private static void move(double[] parameters, double[] gradient, double length) {
    double steepest = 0;
    for (double g : gradient) steepest = Math.max(steepest, Math.abs(g));
    if (!(steepest > 0) || Double.isInfinite(steepest)) return;
    for (int i = 0; i < parameters.length; i++) parameters[i] += length * gradient[i] / steepest;
  }
}
