package io.github.robustj.training;

import io.github.robustj.attack.Goal;
import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossTerm;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.OptionChecks;
import io.github.robustj.option.Options;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import io.github.robustj.task.Task;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodType.Trait;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * MART (Wang et al., ICLR 2020), per pixel: boosted cross-entropy of the adversarial image plus
 * {@code lambda} times the divergence of the two outputs where the clean image is not yet right.
 * Its loss is of the final output alone: neither soft Dice nor deep supervision are part of it.
 */
public final class Mart implements TrainingMethod {

  static final Key<Double> LAMBDA =
      Keys.decimal(Section.SINGLE_METHODS, "mart_lambda", Range.above(0, 1e5), "5")
          .label("MART: lambda")
          .help(
              "weight of the divergence where the clean image is not yet right (Wang et al. 2020)");

  public static final MethodType TYPE =
      new MethodType("mart", "MART (mistakes count more)", Trait.ATTACKS, Trait.FIXED_RADIUS) {
        @Override
        public List<Key<?>> keys() {
          return List.of(LAMBDA);
        }

        @Override
        public List<String> tasks() {
          return List.of(SegmentationTask.NAME);
        }

        @Override
        public double work(Options options, int epoch) {
          return attack(options) + 2;
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new Mart(TrainingAttack.of(options), options.get(LAMBDA));
        }
      };

  private final TrainingAttack attack;
  private final double lambda;
  private int epoch;

  /**
   * @param lambda weight of the divergence, above 0; 5 in the paper
   * @throws io.github.robustj.error.RobustJException if lambda is out of range
   */
  public Mart(TrainingAttack attack, double lambda) {
    OptionChecks.require(lambda > 0 && lambda < 1e6, "mart_lambda", "a number above 0", lambda);
    this.attack = attack;
    this.lambda = lambda;
  }

  @Override
  public void epochStarts(int now, DifferentiableModel model, TrainingData data, Runnable check) {
    epoch = now;
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    Tensor targets = batch.targets();
    int n = targets.samples();
    Tensor adversarial = attack.run(Goal.TRAINING_LOSS.on(model, targets), batch, epoch, random);
    return List.of(
        new LossTerm.BoostedCrossEntropy(adversarial, targets, LossTerm.evenly(n, 1)),
        new LossTerm.DoubtfulSmoothness(
            batch.images(), adversarial, targets, LossTerm.evenly(n, lambda)));
  }
}
