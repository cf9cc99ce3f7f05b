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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Adversarial training of detectors over several sources (MTD, Zhang and Wang 2019, arXiv
 * 1907.10310): for each part of the loss an image one step away that raises that part, of which the
 * one with the largest total loss is learned from, sample by sample. Parts may pull an image in
 * opposite directions, and a step along their sum may then lead nowhere.
 */
public final class MultiTaskTraining implements TrainingMethod {

  public static final MethodType TYPE =
      new MethodType(
          "mtd",
          "MTD (the part of the loss that hurts most)",
          Trait.ATTACKS,
          Trait.FIXED_RADIUS,
          Trait.SHARE) {
        @Override
        public List<String> tasks() {
          return TaskType.names(TaskType::findsObjects);
        }

        @Override
        public double work(Options options, int epoch) {
          return 3;
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new MultiTaskTraining(
              TrainingAttack.of(options), task.lossParts(), Methods.share(options));
        }
      };

  private final TrainingAttack attack;
  private final List<Goal> parts;
  private final double share;
  private int epoch;

  /**
   * @param attack whose radius counts; the step is the fast one
   * @param parts of the loss, at least one
   * @param share of the adversarial loss, above 0; 1 in the paper
   * @throws io.github.robustj.error.RobustJException if share is out of range
   */
  public MultiTaskTraining(TrainingAttack attack, List<Goal> parts, double share) {
    OptionChecks.require(
        share > 0 && share <= 1, "adversarial_share", "above 0 and at most 1", share);
    this.attack = attack.fast();
    this.parts = List.copyOf(parts);
    this.share = share;
  }

  @Override
  public void epochStarts(int now, DifferentiableModel model, TrainingData data, Runnable check) {
    epoch = now;
  }

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    Tensor adversarial = worst(batch, model, random);
    List<LossTerm> terms = new ArrayList<>();
    if (share < 1) terms.add(LossTerm.mean(batch.images(), batch.targets(), 1 - share));
    terms.add(LossTerm.mean(adversarial, batch.targets(), share));
    return terms;
  }

  private Tensor worst(Batch batch, DifferentiableModel model, RandomGenerator random) {
    Tensor worst = batch.images().copy();
    float[] highest = new float[worst.samples()];
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    for (Goal part : parts) {
      Tensor images = attack.run(part.on(model, batch.targets()), batch, epoch, random);
      float[] total = model.loss(images, batch.targets()).loss();
      for (int i = 0; i < highest.length; i++)
        if (total[i] > highest[i]) {
          highest[i] = total[i];
          worst.setSample(i, images, i);
        }
    }
    return worst;
  }
}
