package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/** An attack that asks only for the objective's value, never for its gradient. */
public interface BlackBoxAttack extends Attack {

  Tensor run(Objective objective, PerturbationBall ball, RandomGenerator random);

  @Override
  default Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    return run((Objective) objective, ball, random);
  }
}
