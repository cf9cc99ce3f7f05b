package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.extension.Citation;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * APGD, which chooses its step length itself: in L2 and Linf after Croce and Hein 2020
 * (arXiv:2003.01690), in L1 after Croce and Hein 2021 (arXiv:2103.01208, see {@link SparseClimb}).
 *
 * @param steps of each run, at least 1; a run costs one evaluation more
 * @param restarts independent runs, at least 1: the first from the clean image, the others from
 *     random places; per sample the strongest image of all is the result
 * @param narrows whether steps in L1 move fewer entries than published, see {@link SparseClimb}
 */
public record AutoPgd(int steps, int restarts, boolean narrows) implements Attack {

  static final Citation AUTOMATIC =
      Citation.arxiv(
          "Croce F, Hein M",
          "Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks",
          2020,
          "2003.01690");

  private static final Citation IN_L1 =
      Citation.arxiv(
          "Croce F, Hein M",
          "Mind the box: l1-APGD for sparse adversarial attacks on image classifiers",
          2021,
          "2103.01208");

  static final AttackType TYPE =
      new AttackType(
          "apgd",
          "Auto-PGD (steps of adaptive length)",
          "Auto-PGD: gradient steps whose length follows the progress, with restarts",
          Trait.STEPS,
          Trait.RESTARTS,
          Trait.TARGETS) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new AutoPgd(spec.steps(), spec.restarts());
        }

        @Override
        public List<Citation> citations() {
          return List.of(AUTOMATIC, IN_L1);
        }
      };

  static final AttackType SPARSE =
      new AttackType(
          "apgd_sparse",
          "Auto-PGD that moves fewer pixels in L1 than published",
          "Auto-PGD whose steps in L1 move fewer pixels than published; else the same as apgd",
          Trait.STEPS,
          Trait.RESTARTS,
          Trait.TARGETS) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new AutoPgd(spec.steps(), spec.restarts(), true);
        }

        @Override
        public List<Citation> citations() {
          return List.of(AUTOMATIC, IN_L1);
        }
      };

  private static final double NEW_SHARE = .75;

  /** As published. */
  public AutoPgd(int steps, int restarts) {
    this(steps, restarts, false);
  }

  public AutoPgd {
    if (steps < 1 || restarts < 1)
      throw new IllegalArgumentException(steps + " steps, " + restarts + " restarts");
  }

  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    Strongest strongest = new Strongest(ball.center());
    for (int run = 0; run < restarts; run++) {
      Tensor start = run == 0 ? ball.center().copy() : ball.randomStart(ball.radius(), random);
      ascend(objective, new RandomSteps(ball, random), start, strongest);
    }
    return strongest.images();
  }

  /**
   * One run. Samples without a gradient take random steps.
   *
   * @param flat the ball, and random numbers for those steps
   * @param start images of the ball; changed in place
   * @param strongest is offered every iterate
   * @return the images with the highest tracked value, which need not be those that harm most
   */
  Tensor ascend(
      Objective.Differentiable objective, RandomSteps flat, Tensor start, Strongest strongest) {
    Climb climb = new Climb(start);
    climb.evaluate(objective.at(0), strongest);
    if (flat.ball().norm() == Norm.L1)
      new SparseClimb(flat, steps, narrows).run(objective, climb, strongest);
    else climb(objective, flat, climb, strongest);
    return climb.best;
  }

  private void climb(
      Objective.Differentiable objective, RandomSteps flat, Climb climb, Strongest strongest) {
    PerturbationBall ball = flat.ball();
    float[] length = ball.scaledRadius(2);
    StepControl control = new StepControl(steps, length, climb.value);
    Tensor previous = climb.images.copy();
    for (int t = 0; t < steps; t++) {
      Tensor next = climb.images.copy();
      ball.step(next, climb.gradient, length);
      addMomentum(next, climb.images, previous, t == 0 ? 1 : NEW_SHARE);
      ball.project(next);
      int[] standing = flat.without(climb.gradient);
      flat.move(next, standing);
      for (int i = 0; i < length.length; i++) {
        previous.setSample(i, climb.images, i);
        climb.images.setSample(i, next, i);
      }
      // A random step says nothing about the direction of the next.
      for (int i : standing) previous.setSample(i, next, i);
      climb.evaluate(objective.at((t + 1.) / steps), strongest);
      control.stepped(climb.value, climb.bestValue).forEach(climb::restart);
    }
  }

  /** {@code next = now + share (next - now) + (1 - share) (now - previous)}. */
  private static void addMomentum(Tensor next, Tensor now, Tensor previous, double share) {
    float[] z = next.data();
    for (int k = 0; k < z.length; k++) {
      double x = now.data()[k];
      z[k] = (float) (x + share * (z[k] - x) + (1 - share) * (x - previous.data()[k]));
    }
  }
}
