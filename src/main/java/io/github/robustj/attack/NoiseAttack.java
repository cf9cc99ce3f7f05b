package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Worst of several random perturbations: what an attack must at least beat. Uniform noise, the
 * random start of PGD at full radius, and white Gaussian noise, scaled to the full radius, take
 * turns. Both are two-sided.
 *
 * @param draws at least 1; per sample the image with the highest objective is kept
 */
public record NoiseAttack(int draws) implements BlackBoxAttack {

  public NoiseAttack {
    if (draws < 1) throw new IllegalArgumentException(draws + " draws");
  }

  @Override
  public Tensor run(Objective objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    Strongest strongest = new Strongest(ball.center());
    for (int draw = 0; draw < draws; draw++) {
      Tensor images =
          draw % 2 == 0 ? ball.randomStart(ball.radius(), random) : gaussian(ball, random);
      strongest.offer(images, objective.loss(images));
    }
    return strongest.images();
  }

  private static Tensor gaussian(PerturbationBall ball, RandomGenerator random) {
    Tensor images = ball.center().copy();
    float[] noise = new float[images.sampleLength()];
    float[] zero = new float[noise.length];
    for (int i = 0; i < images.samples(); i++) {
      for (int j = 0; j < noise.length; j++) noise[j] = (float) random.nextGaussian();
      double length = ball.norm().distance(noise, zero, 0, noise.length);
      float factor = (float) (ball.radius()[i] / length);
      int from = i * noise.length;
      for (int j = 0; j < noise.length; j++) images.data()[from + j] += factor * noise[j];
    }
    ball.project(images);
    return images;
  }
}
