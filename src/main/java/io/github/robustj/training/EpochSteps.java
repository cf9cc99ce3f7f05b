package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.error.RobustJException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

/**
 * The steps of a training's epochs.
 *
 * @param keeper keeps the training between them
 */
record EpochSteps(Trainer trainer, PartKeeper keeper, TrainingListener listener) {

  /** Trains one epoch, or what is left of it; its mean loss over samples. */
  double run(Standing from) {
    int epoch = from.epoch();
    if (from.steps() == 0)
      trainer.method().epochStarts(epoch, trainer.model(), trainer.data(), listener::check);
    else trainer.method().epochGoesOn(epoch, trainer.model(), trainer.data(), listener::check);
    int[] order = order(epoch);
    Standing now = from;
    while (now.steps() < trainer.steps()) {
      check(now);
      now = next(now, order);
      Standing done = now;
      keeper.stepDone(() -> part(done));
    }
    check(now);
    // The validation may take as long as the epoch.
    Standing whole = now;
    keeper.mayEnd(() -> part(whole));
    trainer.method().epochEnds(epoch);
    return now.lossSum() / order.length;
  }

  private Standing next(Standing now, int[] order) {
    int first = now.steps() * trainer.plan().batch();
    int[] indices =
        Arrays.copyOfRange(order, first, Math.min(first + trainer.plan().batch(), order.length));
    double loss = step(now.epoch(), now.steps(), indices);
    listener.stepDone(now.epoch(), now.steps(), trainer.steps(), loss);
    return new Standing(
        now.history(), now.best(), now.steps() + 1, now.lossSum() + loss * indices.length);
  }

  /** Between two steps all is as a resumed training needs it. */
  private void check(Standing now) {
    try {
      listener.check();
    } catch (CancellationException cancelled) {
      if (now.steps() > 0 && keeper.mayEnd(() -> part(now)))
        listener.keptInside(now.epoch(), now.steps(), trainer.steps());
      throw cancelled;
    }
  }

  private PartialEpoch part(Standing now) {
    return new PartialEpoch(state(now.history(), now.best()), now.steps(), now.lossSum());
  }

  private Checkpoint state(History history, double best) {
    return new Checkpoint(
        trainer.model().state(),
        trainer.method().state(),
        history,
        best,
        trainer.plan().all(trainer.data().size()));
  }

  private double step(int epoch, int step, int[] indices) {
    RandomGenerator random = Seeds.random(trainer.plan().seed(), epoch, step);
    Batch batch = trainer.data().augmented(indices, random);
    double loss = trainer.method().step(batch, trainer.model(), random, learningRate(epoch, step));
    if (!Double.isFinite(loss)) throw diverged("loss became " + loss, epoch);
    return loss;
  }

  /** The samples in a random order (Fisher and Yates). */
  private int[] order(int epoch) {
    RandomGenerator random = Seeds.random(trainer.plan().seed(), epoch);
    int[] order = new int[trainer.data().size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  double learningRate(int epoch, int step) {
    long done = (long) epoch * trainer.steps() + step;
    return Trainer.polynomial(
        trainer.plan().learningRate(), done, (long) trainer.plan().epochs() * trainer.steps());
  }

  /**
   * @throws RobustJException if the training has diverged
   */
  Checkpoint checkpoint(History history, double best) {
    Checkpoint checkpoint = state(history, best);
    if (!checkpoint.isFinite())
      throw diverged("weights became infinite or no numbers", history.rows().size() - 1);
    return checkpoint;
  }

  private RobustJException diverged(String what, int epoch) {
    return new RobustJException(
        "The "
            + what
            + " in epoch "
            + (epoch + 1)
            + ": the training has diverged; lower learning_rate, which is "
            + trainer.plan().learningRate()
            + ". The checkpoint of the last finished epoch, if any, stays.");
  }
}
