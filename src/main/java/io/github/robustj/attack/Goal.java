package io.github.robustj.attack;

import io.github.robustj.attack.TransferAttack.TransferObjective;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;

/** What an attack is after, before it is known on which images: makes the objective of a batch. */
@FunctionalInterface
public interface Goal {

  /** The model's own training loss. */
  Goal TRAINING_LOSS = (model, targets) -> images -> model.loss(images, targets);

  /**
   * @param targets what the task encodes, of the images that are attacked, in their order
   */
  Objective.Differentiable on(DifferentiableModel model, Tensor targets);

  /**
   * What slices give to the score of their case, where that is what the goal is after and is not a
   * mean over the slices; empty where each slice is on its own.
   */
  default Optional<RatioShare.Rule> shares() {
    return Optional.empty();
  }

  /**
   * Calls of the network that its objectives make.
   *
   * @param lossSeesPrediction see {@link DifferentiableModel#lossSeesPrediction}
   */
  default ObjectiveCalls calls(boolean lossSeesPrediction) {
    return ObjectiveCalls.OF_LOSS;
  }

  /** The same goal, with a second model that transfer attacks take their gradients from. */
  default Goal withSource(DifferentiableModel second) {
    Goal goal = this;
    return judgedAs(
        this,
        new Goal() {
          @Override
          public Objective.Differentiable on(DifferentiableModel model, Tensor targets) {
            Objective.Differentiable source = goal.on(model.alongside(second), targets);
            return new TransferObjective(goal.on(model, targets), source);
          }

          @Override
          public ObjectiveCalls calls(boolean lossSeesPrediction) {
            return goal.calls(lossSeesPrediction).withSecond();
          }
        });
  }

  /** A goal whose cases are scored as those of another one. */
  static Goal judgedAs(Goal judge, Goal goal) {
    return new Goal() {
      @Override
      public Objective.Differentiable on(DifferentiableModel model, Tensor targets) {
        return goal.on(model, targets);
      }

      @Override
      public Optional<RatioShare.Rule> shares() {
        return judge.shares();
      }

      @Override
      public ObjectiveCalls calls(boolean lossSeesPrediction) {
        return goal.calls(lossSeesPrediction);
      }
    };
  }
}
