package io.github.robustj.training;

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
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodType.Trait;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * TRADES (Zhang et al. 2019, arXiv 1901.08573): {@code L(X) + beta D(f(X'), f(X))}, where X'
 * maximises the divergence D from a random start and the gradient flows through both images. What
 * the network says of X is not compared with the truth under attack: beta trades clean against
 * robust accuracy.
 */
public final class Trades implements TrainingMethod {

  static final Key<Double> BETA =
      Keys.decimal(Section.SINGLE_METHODS, "trades_beta", Range.above(0, 1e5), "6")
          .label("TRADES: beta")
          .help(
              "weight of the divergence of the adversarial from the clean output (Zhang et al. 2019)");

  public static final MethodType TYPE =
      new MethodType(
          "trades", "TRADES (output stays the same)", Trait.ATTACKS, Trait.FIXED_RADIUS) {
        @Override
        public List<Key<?>> keys() {
          return List.of(BETA);
        }

        @Override
        public double work(Options options, int epoch) {
          return attack(options) + 2;
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new Trades(TrainingAttack.of(options), options.get(BETA), task);
        }
      };

  private final TrainingAttack attack;
  private final double beta;
  private final Task<?> task;
  private int epoch;

  /**
   * @param attack with a random start, since the divergence has no slope at the clean image
   * @param beta weight of the divergence, above 0; 6 in the paper
   * @throws io.github.robustj.error.RobustJException if beta is out of range
   */
  public Trades(TrainingAttack attack, double beta, Task<?> task) {
    OptionChecks.require(beta > 0 && beta < 1e6, "trades_beta", "a number above 0", beta);
    this.attack = attack;
    this.beta = beta;
    this.task = task;
  }

  @Override
  public void epochStarts(int now, DifferentiableModel model, TrainingData data, Runnable check) {
    epoch = now;
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    Tensor clean = batch.images();
    Tensor reference = task.counted(model.predict(clean), batch.targets());
    Tensor adversarial =
        attack.run(images -> model.divergence(images, reference), batch, epoch, random);
    return List.of(
        LossTerm.mean(clean, batch.targets(), 1),
        new LossTerm.Smoothness(
            clean, adversarial, batch.targets(), LossTerm.evenly(clean.samples(), beta)));
  }
}
