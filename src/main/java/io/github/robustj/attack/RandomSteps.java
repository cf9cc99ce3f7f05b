package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Where the objective of a sample is flat, because a loss is saturated or a gradient is stopped or
 * not finite, a climb would stand still for all steps that are left: such a sample goes on from a
 * random place of its ball.
 *
 * @param random asked only where it is needed, so that other climbs do not depend on it
 */
record RandomSteps(PerturbationBall ball, RandomGenerator random) {

  /** The samples that may move and whose gradient, where they may change, gives no direction. */
  int[] without(Tensor gradient) {
    Tensor inside = ball.region().masked(gradient);
    return IntStream.range(0, inside.samples())
        .filter(i -> ball.radius()[i] > 0 && !hasDirection(inside, i))
        .toArray();
  }

  /** Puts random images of the ball in the place of some samples. */
  void move(Tensor images, int... samples) {
    if (samples.length == 0) return;
    PerturbationBall theirs = ball.gather(samples);
    Tensor moved = theirs.randomStart(theirs.radius(), random);
    for (int j = 0; j < samples.length; j++) images.setSample(samples[j], moved, j);
  }

  private static boolean hasDirection(Tensor gradient, int sample) {
    int n = gradient.sampleLength();
    double square = 0;
    for (int k = sample * n; k < (sample + 1) * n; k++)
      square += (double) gradient.data()[k] * gradient.data()[k];
    return square > 0 && square < Double.POSITIVE_INFINITY;
  }
}
