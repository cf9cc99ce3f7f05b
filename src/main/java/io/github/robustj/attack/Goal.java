package io.github.robustj.attack;

import io.github.robustj.attack.TransferAttack.TransferObjective;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensor.Tensor;

/** What an attack is after, before it is known on which images: makes the objective of a batch. */
@FunctionalInterface
public interface Goal {

  /** The model's own training loss. */
  Goal TRAINING_LOSS = (model, targets) -> images -> model.loss(images, targets);

  /**
   * @param targets what the task encodes, of the images that are attacked, in their order
   */
  Objective.Differentiable on(DifferentiableModel model, Tensor targets);

  /** The same goal, with a second model that transfer attacks take their gradients from. */
  default Goal withSource(DifferentiableModel second) {
    return (model, targets) -> new TransferObjective(on(model, targets), on(second, targets));
  }
}
