package io.github.robustj.training;

import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.OptionChecks;
import io.github.robustj.option.Options;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.BoundarySearch.QualityThresholds;
import io.github.robustj.training.MethodType.Trait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Adversarial training with a margin of its own for every training sample (Ma, Chen, Qian and
 * Liang, SPIE Medical Imaging 2024; IMA, arXiv 2005.09147; AMAT, arXiv 2206.01736): {@code (1 -
 * beta) L(X) + beta L(Xn)}, Xn from PGD in a ball whose radius is the sample's margin. A margin
 * grows as long as its sample stays correct, and moves to the size of the perturbation that broke
 * it otherwise.
 *
 * <p>The first epochs train on clean images; then the qualities that the model reaches on the
 * training samples, shown as in training, give the threshold for "correct": once, or, if it is
 * renewed, again before every later epoch, from a quarter of the samples.
 */
public final class AdaptiveMargin implements TrainingMethod {

  public static final MethodType TYPE =
      new MethodType(
          "adaptive_margin",
          "adaptive margins (one for every slice)",
          Trait.ATTACKS,
          Trait.SHARE,
          Trait.MARGINS) {
        @Override
        public double usualShare() {
          return .5;
        }

        /**
         * About half of the slices leave the attack early, if they may. Before the first attack all
         * slices are predicted, for the threshold.
         */
        @Override
        public double work(Options options, int epoch) {
          int cleanEpochs = options.get(MarginTable.CLEAN_EPOCHS);
          if (epoch < cleanEpochs) return 1;
          double attack = attack(options);
          double threshold = epoch == cleanEpochs ? PREDICTION : 0;
          if (epoch > cleanEpochs && options.get(MarginTable.RENEW_THRESHOLD))
            threshold = PREDICTION / ThresholdRule.RENEWALS;
          double share = Methods.share(options);
          boolean split = options.get(MarginTable.SPLIT_BATCH);
          if (options.get(MarginTable.LEAVE_WHEN_BROKEN)) attack /= 2;
          if (split) attack *= share;
          int replays = options.get(MarginTable.MARGIN_REPLAYS);
          double pass = split || share == 1 ? 1 : 2;
          return (replays > 0 ? replays * pass : attack + pass) + threshold;
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new AdaptiveMargin(
              MarginOptions.settings(options, task.qualityIsNegative()),
              task::quality,
              Methods.share(options));
        }
      };

  private static final String THRESHOLD = "threshold";

  private final MarginSettings settings;
  private final BiFunction<Tensor, Tensor, float[]> quality;
  private final double share;
  private final LastPerturbations perturbations = new LastPerturbations();
  private Margins margins;

  /**
   * One for each number that a quality gives for a sample; NaN as long as they are not known, which
   * is as long as the training is on clean images.
   */
  private float[] thresholds = {Float.NaN};

  /**
   * @param quality of outputs for targets, as {@link io.github.robustj.task.Task#quality}
   * @param share beta, the weight of the adversarial images in the loss, 0 to 1; .5 in the papers
   */
  public AdaptiveMargin(
      MarginSettings settings, BiFunction<Tensor, Tensor, float[]> quality, double share) {
    OptionChecks.require(
        share >= 0 && share <= 1, "adversarial_share", "a number from 0 to 1", share);
    this.settings = settings;
    this.quality = quality;
    this.share = share;
    margins = new Margins(0, settings.margin());
  }

  @Override
  public void epochStarts(int epoch, DifferentiableModel model, TrainingData data, Runnable check) {
    epochGoesOn(epoch, model, data, check);
    if (epoch > settings.cleanEpochs() && settings.renewed())
      thresholds = settings.threshold().learnAgain(thresholds, epoch, quality, model, data, check);
  }

  @Override
  public void epochGoesOn(int epoch, DifferentiableModel model, TrainingData data, Runnable check) {
    if (margins.size() != data.size()) {
      Margins fresh = new Margins(data.size(), settings.margin());
      // Margins of another number of samples came from a checkpoint: refused there in words.
      if (margins.size() > 0) fresh.restore(margins.state());
      margins = fresh;
    }
    perturbations.require(data.size());
    if (epoch > settings.cleanEpochs() && Float.isNaN(thresholds[0]))
      throw new RobustJException(
          "The checkpoint does not hold the threshold that this training has learned; set the"
              + " option overwrite to begin anew.");
    if (epoch >= settings.cleanEpochs() && Float.isNaN(thresholds[0]))
      thresholds = settings.threshold().learn(quality, model, data, check);
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    if (Float.isNaN(thresholds[0])) return new StandardTraining().terms(batch, model, random);
    MarginBatch parts = parts(batch, random);
    if (parts.attacked().length == 0) return new StandardTraining().terms(batch, model, random);
    Batch attacked = parts.attackedPart();
    MarginAttack attack = attack(attacked, random);
    attack.run(model);
    note(attacked, attack);
    remember(attacked, attack);
    return parts.terms(attack.images());
  }

  @Override
  public double step(
      Batch batch, TrainableModel model, RandomGenerator random, double learningRate) {
    if (Float.isNaN(thresholds[0]) || !settings.economy().sharePass())
      return TrainingMethod.super.step(batch, model, random, learningRate);
    MarginBatch parts = parts(batch, random);
    if (parts.attacked().length == 0)
      return new StandardTraining().step(batch, model, random, learningRate);
    Batch attacked = parts.attackedPart();
    MarginAttack attack = attack(attacked, random);
    int replays = settings.economy().replays();
    if (replays == 0) attack.run(model);
    int passes = Math.max(1, replays);
    double sum = 0;
    for (int pass = 0; pass < passes; pass++) {
      LossAndGradient found = pass(parts, attack, model, learningRate);
      note(attacked, attack);
      attack.advance(found.gradient());
      for (float loss : found.loss()) sum += loss;
    }
    remember(attacked, attack);
    return sum / passes;
  }

  /**
   * Trains where the attack stands, and judges that by the same pass.
   *
   * @return each image's part of the loss, and the gradient by the attacked ones
   */
  private LossAndGradient pass(
      MarginBatch parts, MarginAttack attack, TrainableModel model, double learningRate) {
    LossTerm.Supervised term = parts.together(attack.images());
    LossAndGradient pass = model.minimizeAndDifferentiate(term, learningRate);
    int from = parts.clean().length;
    int to = from + parts.attacked().length;
    attack.trained(pass.outputs().slice(from, to));
    float[] shares = new float[to];
    for (int i = 0; i < to; i++) shares[i] = term.weights()[i] * pass.loss()[i];
    return new LossAndGradient(shares, pass.gradient().slice(from, to), pass.outputs());
  }

  private MarginBatch parts(Batch batch, RandomGenerator random) {
    return settings.economy().splitBatch()
        ? MarginBatch.split(batch, share, random)
        : MarginBatch.whole(batch, share);
  }

  @Override
  public void epochEnds(int epoch) {
    margins.endEpoch();
  }

  /**
   * What {@link Margins#report()} says, and {@code threshold}, the quality from which on a sample
   * is correct; NaN as long as the training is on clean images. Further thresholds are {@code
   * threshold_2} and so on.
   */
  @Override
  public Map<String, Double> report() {
    Map<String, Double> report = new LinkedHashMap<>(margins.report());
    for (int p = 0; p < thresholds.length; p++)
      report.put(p == 0 ? THRESHOLD : THRESHOLD + "_" + (p + 1), (double) thresholds[p]);
    return report;
  }

  @Override
  public float[] margins() {
    return margins.values();
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = margins.state();
    state.put(THRESHOLD, new Tensor(thresholds.clone(), thresholds.length));
    if (settings.economy().warmStart()) state.putAll(perturbations.state());
    return state;
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the state is of another method
   * @throws IllegalArgumentException if it holds what no margin, threshold or perturbation is
   */
  @Override
  public void restore(Map<String, Tensor> state) {
    boolean complete = state.containsKey(Margins.STATE) && state.containsKey(THRESHOLD);
    OptionChecks.require(
        complete, "method", "the one the checkpoint was made with", "adaptive_margin");
    int samples = Checkpoint.array(state, Margins.STATE, Double::isFinite).data().length;
    margins = new Margins(samples, settings.margin());
    margins.restore(state);
    boolean known = !Float.isNaN(Checkpoint.array(state, THRESHOLD, v -> true).data()[0]);
    thresholds = Checkpoint.array(state, THRESHOLD, v -> known == Double.isFinite(v)).data();
    if (settings.economy().warmStart()) perturbations.restore(state);
  }

  private MarginAttack attack(Batch batch, RandomGenerator random) {
    int[] samples = batch.indices();
    PerturbationBall ball =
        new PerturbationBall(
            settings.norm(), batch.images(), margins.radii(samples), batch.bounds(), batch.shown());
    Tensor start = ball.randomStart(margins.starts(samples), random);
    if (settings.economy().warmStart()) perturbations.start(batch, ball, start);
    QualityThresholds rule = new QualityThresholds(quality, batch.targets(), thresholds);
    BoundarySearch boundary = new BoundarySearch(ball, rule, settings.refinement());
    return new MarginAttack(settings, ball, batch.targets(), start, boundary);
  }

  private void note(Batch batch, MarginAttack attack) {
    int[] samples = batch.indices();
    for (int i = 0; i < samples.length; i++)
      margins.update(samples[i], attack.boundary().turnedWrong(i), attack.distance(i));
  }

  private void remember(Batch batch, MarginAttack attack) {
    if (settings.economy().warmStart()) perturbations.remember(batch, attack.images());
  }
}
