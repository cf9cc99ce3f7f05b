package io.github.robustj.training;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.ModelObjective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Trains on adversarial images of one epsilon for all samples (Madry et al. 2018): {@code (1 -
 * share) L(X) + share L(Xn)}.
 *
 * @param attack that makes the adversarial images, in the state the model is in
 * @param epsilon radius of the ball around each image, in normalised intensities, above 0
 * @param share of the adversarial loss, above 0; 1 trains on adversarial images only, as the
 *     authors of the adaptive margin do for comparison
 */
public record AdversarialTraining(AttackSpec attack, double epsilon, double share)
    implements TrainingMethod {

  /**
   * @throws io.github.robustj.error.RobustJException if epsilon or share are out of range
   */
  public AdversarialTraining {
    Options.require(
        epsilon > 0 && epsilon <= Float.MAX_VALUE, "epsilon", "a number above 0", epsilon);
    Options.require(share > 0 && share <= 1, "share", "above 0 and at most 1", share);
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    PerturbationBall ball =
        PerturbationBall.of(attack.norm(), batch.images(), epsilon, batch.bounds());
    Tensor adversarial =
        Attacks.inTraining(attack).run(new ModelObjective(model, batch.targets()), ball, random);
    LossTerm robust = LossTerm.mean(adversarial, batch.targets(), share);
    if (share == 1) return List.of(robust);
    return List.of(LossTerm.mean(batch.images(), batch.targets(), 1 - share), robust);
  }
}
