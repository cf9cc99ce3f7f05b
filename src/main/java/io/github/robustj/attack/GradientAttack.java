package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.extension.Citation;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Projected gradient ascent: FGSM (Goodfellow et al. 2015), BIM (Kurakin et al. 2017), PGD (Madry
 * et al. 2018) and MIM (Dong et al. 2018) are settings of it, in any norm of the ball.
 *
 * @param steps gradient steps of each run, at least 1
 * @param relativeStep length of a step as a multiple of {@code radius / steps}
 * @param randomStart whether a run starts at a random place of the ball, not at the clean image
 * @param restarts independent runs, at least 1; per sample the strongest is the result
 * @param keep which iterates of a run may become the result
 * @param momentum share of the direction so far that is added to each new gradient; 0 for none, 1
 *     for MIM
 */
public record GradientAttack(
    int steps, double relativeStep, boolean randomStart, int restarts, Keep keep, double momentum)
    implements Attack {

  static final AttackType FGSM =
      new Ascent(
          "fgsm",
          "FGSM (one step)",
          "Fast gradient sign method: one gradient step of the full radius",
          Trait.TARGETS) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return fgsm(keep);
        }

        @Override
        public String inWords(AttackSpec spec) {
          return "FGSM";
        }

        @Override
        public List<Citation> citations() {
          return List.of(
              Citation.arxiv(
                  "Goodfellow IJ, Shlens J, Szegedy C",
                  "Explaining and harnessing adversarial examples",
                  2015,
                  "1412.6572"));
        }
      };

  static final AttackType BIM =
      new Ascent(
          "bim",
          "BIM (steps)",
          "Basic iterative method (I-FGSM): gradient steps from the clean image",
          Trait.STEPS,
          Trait.STEP_SIZE,
          Trait.TARGETS) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new GradientAttack(spec.steps(), spec.relativeStep(), false, 1, keep);
        }

        @Override
        public List<Citation> citations() {
          return List.of(
              Citation.arxiv(
                  "Kurakin A, Goodfellow I, Bengio S",
                  "Adversarial examples in the physical world",
                  2017,
                  "1607.02533"));
        }
      };

  static final AttackType MIM =
      new Ascent(
          "mim",
          "MIM (steps with momentum)",
          "Momentum iterative method: steps along the sum of the gradients so far",
          Trait.STEPS,
          Trait.STEP_SIZE,
          Trait.TARGETS) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new GradientAttack(spec.steps(), spec.relativeStep(), false, 1, keep, 1);
        }

        @Override
        public List<Citation> citations() {
          return List.of(
              Citation.arxiv(
                  "Dong Y, Liao F, Pang T, et al.",
                  "Boosting adversarial attacks with momentum",
                  2018,
                  "1710.06081"));
        }
      };

  static final AttackType PGD =
      new Ascent(
          "pgd",
          "PGD (steps from a random start)",
          "Projected gradient descent: gradient steps from a random start, with restarts",
          Trait.STEPS,
          Trait.STEP_SIZE,
          Trait.RESTARTS,
          Trait.TARGETS,
          Trait.COMPARED) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new GradientAttack(spec.steps(), spec.relativeStep(), true, spec.restarts(), keep);
        }

        @Override
        public int calls(AttackSpec spec, ObjectiveCalls objective) {
          return super.calls(spec, objective) + 1;
        }

        @Override
        public List<Citation> citations() {
          return List.of(
              Citation.arxiv(
                  "Madry A, Makelov A, Schmidt L, Tsipras D, Vladu A",
                  "Towards deep learning models resistant to adversarial attacks",
                  2018,
                  "1706.06083"));
        }
      };

  /** An entry of these attacks: a gradient in every step, and a look at where a run ends. */
  private abstract static class Ascent extends AttackType {

    Ascent(String name, String label, String help, Trait... traits) {
      super(name, label, help, traits);
    }

    @Override
    public int calls(AttackSpec spec, ObjectiveCalls objective) {
      return spec.restarts() * (spec.steps() * objective.gradient() + 1);
    }
  }

  /** Which iterates of a run may become its result. */
  public enum Keep {
    /** The last one, as in the papers. */
    LAST,
    /**
     * Per sample the one that harms most, the clean image and the start included. Never weaker, and
     * costs one more evaluation per run, and one where runs start at random.
     */
    BEST
  }

  public GradientAttack {
    if (steps < 1 || restarts < 1 || !(relativeStep > 0 && relativeStep < 1e6))
      throw new IllegalArgumentException(
          steps + " steps of relative length " + relativeStep + ", " + restarts + " restarts");
    if (!(momentum >= 0 && momentum < 1e6))
      throw new IllegalArgumentException("a momentum of " + momentum);
  }

  /** Without momentum. */
  public GradientAttack(
      int steps, double relativeStep, boolean randomStart, int restarts, Keep keep) {
    this(steps, relativeStep, randomStart, restarts, keep, 0);
  }

  /** One step of the full radius from the clean image. */
  public static GradientAttack fgsm(Keep keep) {
    return new GradientAttack(1, 1, false, 1, keep);
  }

  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    if (keep == Keep.LAST && restarts == 1) {
      Tensor images = start(ball, random);
      climb(objective, ball, images, (t, iterate, at) -> {});
      return images;
    }
    Strongest strongest =
        keep == Keep.BEST && randomStart
            ? Strongest.above(objective, ball.center())
            : new Strongest(ball.center());
    IterateListener offer =
        (t, iterate, at) -> {
          if (keep == Keep.BEST) strongest.offer(iterate, objective.harm(at));
        };
    for (int run = 0; run < restarts; run++) {
      Tensor images = start(ball, random);
      climb(objective, ball, images, offer);
      // From here no step is made, so that no gradient is needed.
      strongest.offer(images, objective.at(1).harm(images));
    }
    return strongest.images();
  }

  /**
   * One run from a given start, which becomes the last iterate; the listener sees all before it.
   */
  void climb(
      Objective.Differentiable objective,
      PerturbationBall ball,
      Tensor images,
      IterateListener listener) {
    float[] length = ball.scaledRadius(relativeStep / steps);
    Momentum direction = new Momentum(momentum);
    for (int t = 0; t < steps; t++) {
      LossAndGradient at = objective.at((double) t / steps).lossAndGradient(images);
      listener.visited(t, images, at);
      ball.step(images, direction.with(ball.region().masked(at.gradient())), length);
    }
  }

  private Tensor start(PerturbationBall ball, RandomGenerator random) {
    return randomStart ? ball.randomStart(ball.radius(), random) : ball.center().copy();
  }

  /** Sees every image batch that a gradient attack visits, with what the model made of it. */
  @FunctionalInterface
  public interface IterateListener {

    /**
     * @param t steps done so far: 0 for the start, the number of steps for the last
     * @param iterate the images, valid during the call only: the attack goes on in the same array
     * @param at objective, gradient and logits at the iterate
     */
    void visited(int t, Tensor iterate, LossAndGradient at);
  }
}
