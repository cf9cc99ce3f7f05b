package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.extension.Citation;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The smallest perturbation that breaks each sample: FMN (Pintor et al. 2021, arXiv:2102.12827). A
 * sample is broken where its harm is above that of the tolerated score. The search stays inside the
 * given ball, whose radius it begins with; from the first broken iterate on its own radius shrinks
 * while the sample is broken and grows while it is not, by a factor that falls from 5 % to .1 %.
 * With less than 160 steps the first factors are larger: the radius could not come down to the
 * smallest perturbations else, 20 steps of at most 5 % leave 60 % of it. Steps fall from the ball's
 * radius to a hundredth of it, both as a cosine.
 *
 * @param steps at least 1; one evaluation more is spent
 * @param tolerance the worst score of a sample that is not broken, see {@link Objective#harmOf}
 */
public record FastMinimumNorm(int steps, double tolerance) implements Attack {

  private static final double FIRST_CHANGE = .05;
  private static final double MOST_CHANGE = .5;
  private static final double STEPS_OF_FIRST_CHANGE = 8;
  private static final double LAST_CHANGE = .001;
  private static final double LAST_STEP = .01;

  /** The tolerance where a task does not say otherwise. */
  private static final double HALF = .5;

  static final AttackType TYPE =
      new AttackType(
          "fmn",
          "FMN (smallest perturbation)",
          "Fast minimum norm: the smallest perturbation that takes the score beyond the tolerance",
          Trait.STEPS,
          Trait.TOLERANCE,
          Trait.BY_SCORE) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new FastMinimumNorm(spec.steps(), spec.tolerance() < 0 ? HALF : spec.tolerance());
        }

        @Override
        public List<Citation> citations() {
          return List.of(
              Citation.arxiv(
                  "Pintor M, Roli F, Brendel W, Biggio B",
                  "Fast minimum-norm adversarial attacks through adaptive norm constraints",
                  2021,
                  "2102.12827"));
        }
      };

  public FastMinimumNorm {
    if (steps < 1 || Double.isNaN(tolerance))
      throw new IllegalArgumentException(steps + " steps, tolerance " + tolerance);
  }

  /**
   * @param images per sample the nearest broken image; where none was found the one that harmed
   *     most
   * @param size of each perturbation in the ball's norm; infinite where none was found
   */
  public record Minimal(Tensor images, float[] size) {}

  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    return ball.isPoint() ? ball.center().copy() : search(objective, ball).images();
  }

  /** The smallest perturbations and their sizes. Nothing is random. */
  public Minimal search(Objective.Differentiable objective, PerturbationBall ball) {
    Nearest nearest = new Nearest(ball, objective.harmOf(tolerance));
    Tensor images = ball.center().copy();
    for (int t = 0; t <= steps; t++) {
      double progress = (double) t / steps;
      LossAndGradient at = objective.at(progress).lossAndGradient(images);
      nearest.visit(images, objective.harm(at), between(firstChange(), LAST_CHANGE, progress));
      if (t == steps) break;
      PerturbationBall now = ball.withRadius(nearest.radius);
      now.step(images, at.gradient(), ball.scaledRadius(between(1, LAST_STEP, progress)));
      now.project(images);
    }
    return nearest.minimal();
  }

  private double firstChange() {
    return Math.max(FIRST_CHANGE, Math.min(STEPS_OF_FIRST_CHANGE / steps, MOST_CHANGE));
  }

  private static double between(double first, double last, double progress) {
    return last + (first - last) * (1 + Math.cos(Math.PI * progress)) / 2;
  }

  /** The nearest broken images so far and the radius to search next. */
  private static final class Nearest {

    private final PerturbationBall ball;
    private final float tolerated;
    private final Strongest strongest;
    private final Tensor images;
    private final float[] size;
    private final float[] radius;

    Nearest(PerturbationBall ball, float tolerated) {
      this.ball = ball;
      this.tolerated = tolerated;
      strongest = new Strongest(ball.center());
      images = ball.center().copy();
      size = new float[ball.radius().length];
      Arrays.fill(size, Float.POSITIVE_INFINITY);
      radius = ball.radius().clone();
    }

    void visit(Tensor iterate, float[] harm, double change) {
      strongest.offer(iterate, harm);
      for (int i = 0; i < size.length; i++) {
        if (harm[i] > tolerated) {
          keep(iterate, i);
          radius[i] = (float) Math.min(radius[i] * (1 - change), size[i]);
        } else if (size[i] < Float.POSITIVE_INFINITY)
          radius[i] = (float) Math.min(radius[i] * (1 + change), ball.radius()[i]);
      }
    }

    private void keep(Tensor iterate, int sample) {
      float now = (float) ball.distance(iterate, sample);
      if (now >= size[sample]) return;
      size[sample] = now;
      images.setSample(sample, iterate, sample);
    }

    Minimal minimal() {
      for (int i = 0; i < size.length; i++)
        if (size[i] == Float.POSITIVE_INFINITY) images.setSample(i, strongest.images(), i);
      return new Minimal(images, size);
    }
  }
}
