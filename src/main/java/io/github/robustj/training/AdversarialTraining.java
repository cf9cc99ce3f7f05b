package io.github.robustj.training;

import io.github.robustj.attack.Goal;
import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossTerm;
import io.github.robustj.option.OptionChecks;
import io.github.robustj.option.Options;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodType.Trait;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Trains on adversarial images of one epsilon for all samples (Madry et al. 2018): {@code (1 -
 * share) L(X) + share L(Xn)}. With {@link TrainingAttack#fast} this is fast adversarial training.
 */
public final class AdversarialTraining implements TrainingMethod {

  public static final MethodType TYPE =
      new MethodType(
          "adversarial",
          "adversarial (one epsilon for all)",
          Trait.ATTACKS,
          Trait.FIXED_RADIUS,
          Trait.SHARE) {
        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new AdversarialTraining(TrainingAttack.of(options), Methods.share(options));
        }
      };

  static final MethodType FAST =
      new MethodType(
          "fast_adversarial",
          "fast adversarial (one step)",
          Trait.ATTACKS,
          Trait.FIXED_RADIUS,
          Trait.SHARE) {
        @Override
        public double work(Options options, int epoch) {
          return ATTACK_STEP + 1;
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new AdversarialTraining(TrainingAttack.of(options).fast(), Methods.share(options));
        }
      };

  static final MethodType CWAT =
      new MethodType(
          "cwat", "CWAT (classes weigh the same)", Trait.ATTACKS, Trait.FIXED_RADIUS, Trait.SHARE) {
        @Override
        public List<String> tasks() {
          return TaskType.names(TaskType::findsObjects);
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new AdversarialTraining(
              TrainingAttack.of(options), Methods.share(options), task::balanced);
        }
      };

  private final TrainingAttack attack;
  private final double share;
  private final UnaryOperator<Tensor> weighing;
  private int epoch;

  /**
   * @param share of the adversarial loss, above 0; 1 trains on adversarial images only, as the
   *     authors of the adaptive margin do for comparison
   * @throws io.github.robustj.error.RobustJException if share is out of range
   */
  public AdversarialTraining(TrainingAttack attack, double share) {
    this(attack, share, UnaryOperator.identity());
  }

  /**
   * @param weighing gives the targets other weights, in the attack and in the loss
   */
  public AdversarialTraining(TrainingAttack attack, double share, UnaryOperator<Tensor> weighing) {
    OptionChecks.require(
        share > 0 && share <= 1, "adversarial_share", "above 0 and at most 1", share);
    this.attack = attack;
    this.share = share;
    this.weighing = weighing;
  }

  @Override
  public void epochStarts(int now, DifferentiableModel model, TrainingData data, Runnable check) {
    epoch = now;
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    Tensor targets = weighing.apply(batch.targets());
    Tensor adversarial = attack.run(Goal.TRAINING_LOSS.on(model, targets), batch, epoch, random);
    LossTerm robust = LossTerm.mean(adversarial, targets, share);
    if (share == 1) return List.of(robust);
    return List.of(LossTerm.mean(batch.images(), targets, 1 - share), robust);
  }
}
