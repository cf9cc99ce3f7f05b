package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Worst of several random perturbations: what an attack must at least beat. Uniform noise, the
 * random start of PGD at full radius, and white Gaussian noise, scaled to the full radius, take
 * turns. Both are two-sided.
 *
 * @param draws at least 1; per sample the image that harms most is kept, the clean one included
 */
public record NoiseAttack(int draws) implements BlackBoxAttack {

  static final AttackType TYPE =
      new AttackType(
          "noise",
          "noise (the worst of some)",
          "Random noise, uniform and Gaussian in turn: the worst of a number of draws (black box)",
          Trait.STEPS,
          Trait.BLACK_BOX,
          Trait.TARGETS,
          Trait.COMPARED) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new NoiseAttack(spec.steps());
        }

        @Override
        public String inWords(AttackSpec spec) {
          return "noise, worst of " + spec.steps();
        }
      };

  public NoiseAttack {
    if (draws < 1) throw new IllegalArgumentException(draws + " draws");
  }

  @Override
  public Tensor run(Objective objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    Strongest strongest = Strongest.above(objective, ball.center());
    for (int draw = 0; draw < draws; draw++) {
      Tensor images =
          draw % 2 == 0 ? ball.randomStart(ball.radius(), random) : gaussian(ball, random);
      strongest.offer(images, objective.harm(images));
    }
    return strongest.images();
  }

  private static Tensor gaussian(PerturbationBall ball, RandomGenerator random) {
    Tensor noise = Tensor.zeros(ball.center().shape());
    for (int k = 0; k < noise.data().length; k++) noise.data()[k] = (float) random.nextGaussian();
    float[] free = ball.region().masked(noise).data();
    Tensor images = ball.center().copy();
    float[] zero = new float[free.length];
    int n = images.sampleLength();
    for (int i = 0; i < images.samples(); i++) {
      double length = ball.norm().distance(free, zero, i * n, (i + 1) * n);
      if (length == 0) continue;
      float factor = (float) (ball.radius()[i] / length);
      for (int k = i * n; k < (i + 1) * n; k++) images.data()[k] += factor * free[k];
    }
    ball.project(images);
    return images;
  }
}
