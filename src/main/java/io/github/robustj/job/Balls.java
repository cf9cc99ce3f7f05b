package io.github.robustj.job;

import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Aimed;
import java.util.Optional;

/** Where an attack on one image may go. */
final class Balls {

  private Balls() {}

  /**
   * The ball without the slices in which a target has nothing to change: those stay clean.
   *
   * @param from first slice of the ball
   */
  static PerturbationBall reaching(
      Optional<? extends Aimed> aimed, PerturbationBall ball, int from) {
    if (aimed.isEmpty()) return ball;
    float[] radius = ball.radius().clone();
    for (int i = 0; i < radius.length; i++) if (aimed.get().wanted()[from + i] == 0) radius[i] = 0;
    return ball.withRadius(radius);
  }

  /**
   * @throws RobustJException if a ball cannot have this radius
   */
  static void requireRadius(double epsilon) {
    if (!(epsilon >= 0 && Double.isFinite(epsilon)))
      throw new RobustJException(
          "The option epsilon is %s but must be a number that is not negative.".formatted(epsilon));
  }
}
