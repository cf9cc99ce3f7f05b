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
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodType.Trait;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;

/**
 * Adversarial training with temporal ensembling (Laine and Aila 2017, arXiv 1610.02242; against
 * robust overfitting, Dong et al., ICLR 2022): {@code L(Xn) + w mean (p(Xn) - q)^2}, q the running
 * average of the clean prediction of that training sample. From half of the epochs on q is kept and
 * the term counts; its weight rises as {@code exp(-5 (1 - t)^2)} until seven tenths of the epochs.
 *
 * <p>Averages are kept in each sample's own pixels, whatever augmentation shows of them.
 */
public final class TemporalEnsembling implements TrainingMethod {

  static final Key<Double> WEIGHT =
      Keys.decimal(Section.SINGLE_METHODS, "ensembling_weight", Range.above(0, 1e5), "300")
          .label("Temporal ensembling: weight")
          .help(
              "weight of the agreement with the average of earlier outputs (Laine and Aila 2017)");

  static final Key<Double> KEPT =
      Keys.decimal(Section.SINGLE_METHODS, "ensembling_momentum", Range.of(0, .9999), "0.9")
          .label("Temporal ensembling: momentum")
          .help("share of the old average of outputs in the new one");

  public static final MethodType TYPE =
      new MethodType(
          "temporal_ensembling",
          "temporal ensembling (agrees with its past)",
          Trait.ATTACKS,
          Trait.FIXED_RADIUS,
          Trait.KEEPS_MAPS) {
        @Override
        public List<Key<?>> keys() {
          return List.of(WEIGHT, KEPT);
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new TemporalEnsembling(
              TrainingAttack.of(options),
              new Ensemble(options.get(WEIGHT), options.get(KEPT), epochs),
              task::probabilities);
        }
      };

  private static final double START = .5;
  private static final double FULL = .7;

  private static final String ENSEMBLE = "ensemble";

  /** Of averages of probabilities. */
  private static final double ROUNDING = 1e-3;

  private final TrainingAttack attack;
  private final Ensemble ensemble;
  private final BinaryOperator<Tensor> probabilities;
  private final SampleMaps averages = new SampleMaps(ENSEMBLE);
  private int epoch;

  /**
   * @param weight of the term at full height, above 0; 300 in the paper's code
   * @param momentum share of the old average in the new one, 0 to below 1; .9
   * @param epochs of the whole training
   */
  public record Ensemble(double weight, double momentum, int epochs) {

    /**
     * @throws io.github.robustj.error.RobustJException if a number is out of range
     */
    public Ensemble {
      OptionChecks.require(
          weight > 0 && weight < 1e6, "ensembling_weight", "a number above 0", weight);
      OptionChecks.require(
          momentum >= 0 && momentum < 1, "ensembling_momentum", "from 0 to below 1", momentum);
    }

    /** The weight in an epoch, counted from 0; 0 in the first half. */
    public double weight(int epoch) {
      double progress = (double) epoch / epochs;
      if (progress < START) return 0;
      double missing = 1 - Math.min(1, (progress - START) / (FULL - START));
      return weight * Math.exp(-5 * missing * missing);
    }
  }

  /**
   * @param probabilities of outputs for targets, as {@link
   *     io.github.robustj.task.Task#probabilities}
   */
  public TemporalEnsembling(
      TrainingAttack attack, Ensemble ensemble, BinaryOperator<Tensor> probabilities) {
    this.attack = attack;
    this.ensemble = ensemble;
    this.probabilities = probabilities;
  }

  @Override
  public void epochStarts(int now, DifferentiableModel model, TrainingData data, Runnable check) {
    epoch = now;
    averages.require(data.size());
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    Tensor adversarial =
        attack.run(Goal.TRAINING_LOSS.on(model, batch.targets()), batch, epoch, random);
    LossTerm robust = LossTerm.mean(adversarial, batch.targets(), 1);
    double weight = ensemble.weight(epoch);
    if (weight == 0) return List.of(robust);
    Tensor now = probabilities.apply(model.predict(batch.images()), batch.targets());
    Tensor average = averages.at(batch, now.copy());
    averages.blend(batch, now, ensemble.momentum());
    float[] weights = LossTerm.evenly(now.samples(), weight);
    return List.of(robust, new LossTerm.Agreement(adversarial, average, batch.targets(), weights));
  }

  @Override
  public Map<String, Tensor> state() {
    return averages.state();
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the state is of another method
   * @throws IllegalArgumentException if it holds what no probability is
   */
  @Override
  public void restore(Map<String, Tensor> state) {
    OptionChecks.require(
        averages.isIn(state),
        "method",
        "the one the checkpoint was made with",
        "temporal_ensembling");
    Checkpoint.requireAll(
        state.get(ENSEMBLE), ENSEMBLE, v -> Double.isNaN(v) || v > -ROUNDING && v < 1 + ROUNDING);
    averages.restore(state);
  }
}
