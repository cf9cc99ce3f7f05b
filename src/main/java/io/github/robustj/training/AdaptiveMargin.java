package io.github.robustj.training;

import io.github.robustj.attack.GradientAttack;
import io.github.robustj.attack.ModelObjective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Adversarial training with a margin of its own for every training sample (Ma, Chen, Qian and
 * Liang, SPIE Medical Imaging 2024; IMA, arXiv 2005.09147; AMAT, arXiv 2206.01736): {@code (1 -
 * beta) L(X) + beta L(Xn)}, Xn from PGD in a ball whose radius is the sample's margin. A margin
 * grows as long as its sample stays correct, and moves to the size of the perturbation that broke
 * it otherwise.
 *
 * <p>The first epochs train on clean images; then the qualities that the model reaches on the plain
 * training samples give the threshold for "correct", once and for all.
 */
public final class AdaptiveMargin implements TrainingMethod {

  /** The papers' beta. */
  private static final double SHARE = .5;

  private static final int LEARNING_BATCH = 8;
  private static final String THRESHOLD = "threshold";

  private final MarginSettings settings;
  private final ToQuality quality;
  private final double share;
  private final GradientAttack attack;
  private Margins margins;

  /**
   * One for each number that {@link ToQuality} gives for a sample; NaN as long as they are not
   * known, which is as long as the training is on clean images.
   */
  private float[] thresholds = {Float.NaN};

  /** With half of the loss on adversarial images, as in the papers. */
  public AdaptiveMargin(MarginSettings settings, ToQuality quality) {
    this(settings, quality, SHARE);
  }

  /**
   * @param share beta, the weight of the adversarial images in the loss, 0 to 1
   */
  public AdaptiveMargin(MarginSettings settings, ToQuality quality, double share) {
    Options.require(share >= 0 && share <= 1, "adversarial_share", "a number from 0 to 1", share);
    this.settings = settings;
    this.quality = quality;
    this.share = share;
    attack =
        new GradientAttack(
            settings.steps(), settings.relativeStep(), true, 1, GradientAttack.Keep.LAST);
    margins = new Margins(0, settings.margin());
  }

  @Override
  public void epochStarts(int epoch, DifferentiableModel model, TrainingData data, Runnable check) {
    if (margins.size() != data.size()) {
      Margins fresh = new Margins(data.size(), settings.margin());
      // Margins of another number of samples came from a checkpoint: refused there in words.
      if (margins.size() > 0) fresh.restore(margins.state());
      margins = fresh;
    }
    if (epoch >= settings.cleanEpochs() && Float.isNaN(thresholds[0]))
      thresholds = learned(qualities(model, data, check), data.size());
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    if (Float.isNaN(thresholds[0])) return new StandardTraining().terms(batch, model, random);
    Tensor adversarial = adversarial(batch, model, random);
    return List.of(
        LossTerm.mean(batch.images(), batch.targets(), 1 - share),
        LossTerm.mean(adversarial, batch.targets(), share));
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
    return state;
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the state is of another method
   */
  @Override
  public void restore(Map<String, Tensor> state) {
    boolean complete = state.containsKey("margins") && state.containsKey(THRESHOLD);
    Options.require(complete, "method", "the one the checkpoint was made with", "adaptive_margin");
    margins = new Margins(state.get("margins").data().length, settings.margin());
    margins.restore(state);
    thresholds = state.get(THRESHOLD).data().clone();
  }

  private Tensor adversarial(Batch batch, DifferentiableModel model, RandomGenerator random) {
    int[] samples = batch.indices();
    PerturbationBall ball =
        new PerturbationBall(
            settings.norm(), batch.images(), margins.radii(samples), batch.bounds());
    Judge judge = new Judge(quality, batch.targets(), thresholds);
    Crossing crossing = new Crossing(ball, judge, settings.refinement());
    Tensor start = ball.randomStart(margins.starts(samples), random);
    Tensor images =
        attack.ascend(new ModelObjective(model, batch.targets()), ball, start, crossing);
    crossing.refine(model, images, settings.margin().floor());
    for (int i = 0; i < samples.length; i++)
      margins.saw(samples[i], crossing.crossed(i), ball.distance(images, i));
    return images;
  }

  /** A threshold for each of the numbers that a sample's quality has. */
  private float[] learned(float[] qualities, int samples) {
    int parts = Math.max(1, qualities.length / samples);
    float[] learned = new float[parts];
    for (int p = 0; p < parts; p++) {
      float[] part = new float[qualities.length / parts];
      for (int i = 0; i < part.length; i++) part[i] = qualities[i * parts + p];
      learned[p] = (float) settings.threshold().threshold(part);
    }
    return learned;
  }

  /** Of all plain training samples; not asked for where the threshold is given. */
  private float[] qualities(DifferentiableModel model, TrainingData data, Runnable check) {
    if (!settings.threshold().isLearned()) return new float[0];
    float[] qualities = new float[0];
    for (int from = 0; from < data.size(); from += LEARNING_BATCH) {
      check.run();
      int to = Math.min(from + LEARNING_BATCH, data.size());
      Batch batch = data.plain(IntStream.range(from, to).toArray());
      float[] found = quality.of(model.predict(batch.images()), batch.targets());
      int done = qualities.length;
      qualities = Arrays.copyOf(qualities, done + found.length);
      System.arraycopy(found, 0, qualities, done, found.length);
    }
    return qualities;
  }
}
