package io.github.robustj.attack;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;

/**
 * A model's own training loss, as what an attack maximises.
 *
 * @param targets of the images that are attacked, in their order
 */
public record ModelObjective(DifferentiableModel model, Tensor targets)
    implements Objective.Differentiable {

  @Override
  public LossAndGradient lossAndGradient(Tensor images) {
    return model.loss(images, targets);
  }
}
