package io.github.robustj.training;

import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.OptionChecks;
import io.github.robustj.option.Options;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodType.Trait;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Free adversarial training (Shafahi et al. 2019, arXiv 1904.12843): every batch is replayed some
 * times, and each pass moves both the weights down and the perturbation up, by a step of the whole
 * radius. The perturbation goes on from batch to batch; the first one starts at zero. An epoch
 * makes {@code replays} times as many steps as with other methods, so that it needs as many epochs
 * less.
 */
public final class FreeTraining implements TrainingMethod {

  static final Key<Integer> REPLAYS =
      Keys.whole(Section.SINGLE_METHODS, "free_replays", Range.of(1, 100), "4")
          .label("Free training: steps on each batch")
          .help("steps on each batch, so that as many epochs less do (Shafahi et al. 2019)");

  public static final MethodType TYPE =
      new MethodType(
          "free_adversarial",
          "free adversarial (repeated batches)",
          Trait.ATTACKS,
          Trait.FIXED_RADIUS) {
        @Override
        public List<Key<?>> keys() {
          return List.of(REPLAYS);
        }

        @Override
        public double work(Options options, int epoch) {
          return options.get(REPLAYS);
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new FreeTraining(TrainingAttack.of(options), options.get(REPLAYS));
        }
      };

  private static final String PERTURBATION = "free_perturbation";

  private final TrainingAttack attack;
  private final int replays;
  private int epoch;

  /** Whether an epoch begins, whose first batch is as large as any. */
  private boolean fullBatch;

  /** {@code [sample of a batch, y, x, channel]}; null before the first batch. */
  private Tensor perturbation;

  /**
   * @param attack of which the norm and the radius count
   * @param replays steps per batch, at least 1; 8 in the paper
   * @throws RobustJException if replays is out of range
   */
  public FreeTraining(TrainingAttack attack, int replays) {
    OptionChecks.require(replays >= 1, "free_replays", "a whole number of at least 1", replays);
    this.attack = attack;
    this.replays = replays;
  }

  @Override
  public void epochStarts(int now, DifferentiableModel model, TrainingData data, Runnable check) {
    epoch = now;
    fullBatch = true;
  }

  @Override
  public void epochGoesOn(int now, DifferentiableModel model, TrainingData data, Runnable check) {
    epoch = now;
    // The last batch of an epoch may be smaller.
    fullBatch = false;
  }

  /** Of one replay. */
  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    return List.of(LossTerm.mean(start(batch), batch.targets(), 1));
  }

  @Override
  public double step(
      Batch batch, TrainableModel model, RandomGenerator random, double learningRate) {
    PerturbationBall ball = attack.ball(batch, epoch);
    Tensor images = start(batch);
    double sum = 0;
    for (int replay = 0; replay < replays; replay++) {
      LossAndGradient pass =
          model.minimizeAndDifferentiate(LossTerm.mean(images, batch.targets(), 1), learningRate);
      images = images.copy();
      ball.step(images, pass.gradient(), ball.radius());
      for (float loss : pass.loss()) sum += loss / pass.loss().length;
    }
    remember(images, batch.images());
    return sum / replays;
  }

  /** The clean images with the perturbation that the last batch left, in this batch's balls. */
  private Tensor start(Batch batch) {
    Tensor images = batch.images().copy();
    if (perturbation != null) requireSize(images);
    fullBatch = false;
    if (perturbation == null) return images;
    // The last batch of an epoch may be smaller; never larger than the one before.
    int known = Math.min(images.data().length, perturbation.data().length);
    for (int k = 0; k < known; k++) images.data()[k] += perturbation.data()[k];
    attack.ball(batch, epoch).project(images);
    return images;
  }

  /** A perturbation that was restored may be of other batches. */
  private void requireSize(Tensor images) {
    int known = perturbation.samples();
    boolean suits = fullBatch ? known == images.samples() : known >= images.samples();
    if (suits && sameImages(images)) return;
    throw new RobustJException(
        "The checkpoint's '%s' is of %s but a batch of images is %s; resume with the same data and batch, or train anew into another folder."
            .formatted(PERTURBATION, perturbation, images));
  }

  private boolean sameImages(Tensor images) {
    return Arrays.equals(
        Arrays.copyOfRange(images.shape(), 1, 4), Arrays.copyOfRange(perturbation.shape(), 1, 4));
  }

  private void remember(Tensor images, Tensor clean) {
    if (perturbation == null) perturbation = Tensor.zeros(clean.shape());
    int known = Math.min(images.data().length, perturbation.data().length);
    for (int k = 0; k < known; k++) perturbation.data()[k] = images.data()[k] - clean.data()[k];
  }

  @Override
  public Map<String, Tensor> state() {
    return perturbation == null ? Map.of() : Map.of(PERTURBATION, perturbation.copy());
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    OptionChecks.require(
        state.containsKey(PERTURBATION),
        "method",
        "the one the checkpoint was made with",
        "free_adversarial");
    perturbation = Checkpoint.array(state, PERTURBATION, Double::isFinite);
    if (perturbation.shape().length != 4)
      throw new IllegalArgumentException("'" + PERTURBATION + "' is " + perturbation);
  }
}
