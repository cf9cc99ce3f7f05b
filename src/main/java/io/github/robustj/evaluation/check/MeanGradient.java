package io.github.robustj.evaluation.check;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.ForwardingObjective;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An objective whose gradient is the mean over some places near the images, which sees through
 * ripples and randomness of a loss (expectation over transformation, Athalye et al. 2018). Value
 * and harm are those of the images themselves.
 *
 * @param ball whose radius says what is near
 */
record MeanGradient(
    Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random)
    implements ForwardingObjective {

  private static final int PLACES = 4;
  private static final double NEAR = .25;

  /** An attack along such gradients. */
  static Attack of(Attack attack, RandomGenerator places) {
    return (objective, ball, random) ->
        attack.run(new MeanGradient(objective, ball, places), ball, random);
  }

  @Override
  public LossAndGradient lossAndGradient(Tensor images) {
    LossAndGradient at = objective.lossAndGradient(images);
    Tensor sum = Tensor.zeros(images.shape());
    PerturbationBall near = ball.withRadius(ball.scaledRadius(NEAR));
    for (int i = 0; i < PLACES; i++) {
      Tensor moved = near.randomStart(near.radius(), random);
      for (int k = 0; k < moved.data().length; k++)
        moved.data()[k] += images.data()[k] - ball.center().data()[k];
      float[] gradient = objective.lossAndGradient(moved).gradient().data();
      for (int k = 0; k < gradient.length; k++) sum.data()[k] += gradient[k] / PLACES;
    }
    return new LossAndGradient(at.loss(), sum, at.outputs());
  }

  @Override
  public Objective.Differentiable at(double progress) {
    return new MeanGradient(objective.at(progress), ball, random);
  }

  @Override
  public List<Objective.Differentiable> variants() {
    return objective.variants().stream()
        .<Objective.Differentiable>map(other -> new MeanGradient(other, ball, random))
        .toList();
  }
}
