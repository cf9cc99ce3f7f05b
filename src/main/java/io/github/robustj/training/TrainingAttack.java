package io.github.robustj.training;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.option.OptionChecks;
import io.github.robustj.option.Options;
import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * The attack inside trainings that have one radius for all samples.
 *
 * @param attack in the state the model is in; its last iterate is what is learned from
 * @param epsilon radius of the ball around each image, in normalised intensities, above 0
 * @param warmup epochs over which the radius rises to epsilon, 0 for none: epoch e, counted from 0,
 *     has {@code epsilon (e + 1) / (warmup + 1)}
 */
public record TrainingAttack(AttackSpec attack, double epsilon, int warmup) {

  /** FGSM's step where a random start comes before it (Wong et al. 2020, arXiv 2001.03994). */
  private static final double FAST_STEP = 1.25;

  /**
   * @throws io.github.robustj.error.RobustJException if a number is out of range
   */
  public TrainingAttack {
    OptionChecks.require(
        epsilon > 0 && epsilon <= Float.MAX_VALUE, "epsilon", "a number above 0", epsilon);
    OptionChecks.require(warmup >= 0, "epsilon_warmup", "0 or more epochs", warmup);
  }

  /** The attack of methods with one radius for all slices. */
  public static TrainingAttack of(Options options) {
    return new TrainingAttack(
        Methods.attack(options),
        options.get(MethodTable.EPSILON),
        options.get(MethodTable.EPSILON_WARMUP));
  }

  /** The same with one step of 1.25 epsilon from a random start: fast adversarial training. */
  public TrainingAttack fast() {
    AttackSpec single = new AttackSpec(Attacks.STANDARD.name(), attack.norm(), 1, FAST_STEP, 1);
    return new TrainingAttack(single, epsilon, warmup);
  }

  /** The radius in an epoch, counted from 0. */
  public double radius(int epoch) {
    return epoch >= warmup ? epsilon : epsilon * (epoch + 1) / (warmup + 1);
  }

  /** Where the images of a batch may go in an epoch; beyond their slices they stay. */
  PerturbationBall ball(Batch batch, int epoch) {
    return PerturbationBall.of(attack.norm(), batch.images(), radius(epoch), batch.bounds())
        .within(batch.shown());
  }

  Tensor run(Objective.Differentiable objective, Batch batch, int epoch, RandomGenerator random) {
    return Attacks.inTraining(attack).run(objective, ball(batch, epoch), random);
  }
}
