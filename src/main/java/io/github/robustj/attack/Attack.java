package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * Searches the ball around each image for the image that harms most.
 *
 * <p>The result lies inside the ball and the bounds, has no NaN, and equals the centre outside the
 * ball's region and where the radius is 0. Same seed, same result. Threads may run it at the same
 * time.
 */
public interface Attack {

  /** The adversarial images, in the shape of the ball's centre. */
  Tensor run(Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random);
}
