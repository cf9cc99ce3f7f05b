package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.CheckpointFolder.ResumePoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The loop over epochs and steps. Every epoch visits each sample once, in an order of its own; the
 * last batch may be smaller. All random numbers follow from the seed and the place (epoch, step),
 * so a training that was interrupted and resumed ends with the same weights as one that was not.
 *
 * @param plan how long, how fast
 * @param model is changed
 * @param folder receives a checkpoint after every epoch
 */
public record Trainer(
    Plan plan,
    TrainableModel model,
    TrainingMethod method,
    TrainingData data,
    CheckpointFolder folder) {

  /**
   * @param epochs passes over the data, at least 1
   * @param batch samples per step, at least 1
   * @param learningRate of the first step; falls as {@link Trainer#polynomial}
   * @param seed of all random numbers
   * @param settings everything else that determines the result, by option name: a training is
   *     resumed only with the same settings
   */
  public record Plan(
      int epochs, int batch, double learningRate, long seed, Map<String, String> settings) {

    public Plan {
      if (epochs < 1 || batch < 1 || !(learningRate > 0))
        throw new IllegalArgumentException(
            "epochs " + epochs + ", batch " + batch + ", learning rate " + learningRate);
      settings = Map.copyOf(settings);
    }

    /** All that a training must have in common with one that it goes on from. */
    Map<String, String> all(int samples) {
      Map<String, String> all = new TreeMap<>(settings);
      all.put("epochs", Integer.toString(epochs));
      all.put("batch", Integer.toString(batch));
      all.put("learning_rate", Double.toString(learningRate));
      all.put("seed", Long.toString(seed));
      all.put("training_slices", Integer.toString(samples));
      return all;
    }
  }

  /**
   * Trains from the first epoch; once that is done, its checkpoints replace those of an earlier
   * training in the folder.
   *
   * @throws RobustJException if there is no sample or the loss is no longer a number
   * @throws java.util.concurrent.CancellationException if the listener's check throws it; the
   *     checkpoints of the finished epochs stay
   */
  public History run(Validator validator, TrainingListener listener) {
    requireSamples();
    folder.recover();
    return train(History.EMPTY, Double.NaN, validator, listener);
  }

  /**
   * As {@link #run}, but continues after the last finished epoch if the folder has a checkpoint.
   *
   * @throws RobustJException also if the checkpoint is damaged or has other settings
   */
  public History resume(Validator validator, TrainingListener listener) {
    folder.recover();
    return goOn(earlier(), validator, listener);
  }

  /** As {@link #resume}, but begins anew where a checkpoint is damaged or has other settings. */
  public History resumeOrRun(Validator validator, TrainingListener listener) {
    folder.recover();
    Optional<ResumePoint> earlier = Optional.empty();
    try {
      earlier = earlier();
    } catch (RobustJException another) {
      listener.beganAnew(another.getMessage());
    }
    return goOn(earlier, validator, listener);
  }

  private Optional<ResumePoint> earlier() {
    return ResumePoint.of(plan, data.size(), folder);
  }

  private History goOn(
      Optional<ResumePoint> earlier, Validator validator, TrainingListener listener) {
    if (earlier.isEmpty()) return run(validator, listener);
    requireSamples();
    Checkpoint last = earlier.get().last();
    // At the end it becomes the model, which is too late to find that it cannot.
    earlier.get().best().restore(model, method, folder.bestFile());
    last.restore(model, method, folder.lastFile());
    folder.writeHistory(last.history());
    listener.resumed(last.history());
    return train(last.history(), last.best(), validator, listener);
  }

  private History train(
      History history, double best, Validator validator, TrainingListener listener) {
    for (int epoch = history.rows().size(); epoch < plan.epochs(); epoch++) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", epoch(epoch, listener));
      values.put("learning_rate", learningRate(epoch, 0));
      values.putAll(method.report());
      values.putAll(validator.validate(model, epoch));
      history = history.with(new History.Row(epoch + 1, values));

      double selection = validator.selection(values);
      boolean better = Double.isNaN(best) || selection > best;
      if (better) best = selection;
      Checkpoint checkpoint = checkpoint(history, best);
      if (epoch == 0) folder.keepFirst(checkpoint);
      else folder.keep(checkpoint, better);
      listener.epochDone(history.rows().get(epoch), method.margins());
    }
    return history;
  }

  /** Trains one epoch; its mean loss over samples. */
  private double epoch(int epoch, TrainingListener listener) {
    method.epochStarts(epoch, model, data, listener::check);
    int[] order = order(epoch);
    double sum = 0;
    for (int step = 0; step < steps(); step++) {
      listener.check();
      int from = step * plan.batch();
      int[] indices = Arrays.copyOfRange(order, from, Math.min(from + plan.batch(), order.length));
      double loss = step(epoch, step, indices);
      sum += loss * indices.length;
      listener.stepDone(epoch, step, steps(), loss);
    }
    listener.check();
    method.epochEnds(epoch);
    return sum / order.length;
  }

  private double step(int epoch, int step, int[] indices) {
    RandomGenerator random = Seeds.random(plan.seed(), epoch, step);
    Batch batch = data.augmented(indices, random);
    double loss = method.step(batch, model, random, learningRate(epoch, step));
    if (!Double.isFinite(loss)) throw diverged("loss became " + loss, epoch);
    return loss;
  }

  /** The samples in a random order (Fisher and Yates). */
  private int[] order(int epoch) {
    RandomGenerator random = Seeds.random(plan.seed(), epoch);
    int[] order = new int[data.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private int steps() {
    return (data.size() + plan.batch() - 1) / plan.batch();
  }

  private double learningRate(int epoch, int step) {
    long done = (long) epoch * steps() + step;
    return polynomial(plan.learningRate(), done, (long) plan.epochs() * steps());
  }

  private Checkpoint checkpoint(History history, double best) {
    Map<String, Tensor> state = model.state();
    for (Tensor tensor : state.values())
      for (float value : tensor.data())
        if (!Float.isFinite(value))
          throw diverged("weights became " + value, history.rows().size() - 1);
    return new Checkpoint(state, method.state(), history, best, plan.all(data.size()));
  }

  private RobustJException diverged(String what, int epoch) {
    return new RobustJException(
        "The "
            + what
            + " in epoch "
            + (epoch + 1)
            + ": the training has diverged; lower learning_rate, which is "
            + plan.learningRate()
            + ". The checkpoint of the last finished epoch, if any, stays.");
  }

  private void requireSamples() {
    if (data.size() == 0)
      throw new RobustJException(
          "There is no image to train on; add annotated cases or lower the validation share.");
  }

  /** Measures a model between epochs, on cases it is not trained on. */
  @FunctionalInterface
  public interface Validator {

    /** The value by which the best epoch is chosen, higher is better. */
    String SELECTION = "selection";

    /**
     * Columns for the history, e.g. {@code clean_score} and {@code robust_score}, and under {@link
     * #SELECTION} what to choose by; NaN where not measured. Must not change the model.
     *
     * @param epoch counted from 0
     */
    Map<String, Double> validate(DifferentiableModel model, int epoch);

    /** What to choose the best epoch by, higher is better, of the columns that were measured. */
    default double selection(Map<String, Double> columns) {
      return columns.getOrDefault(SELECTION, Double.NaN);
    }
  }

  private static final double POWER = .9;

  /**
   * {@code initial (1 - step / total)^0.9}, nnU-Net's polynomial decay (Isensee et al. 2021), here
   * by step instead of by epoch.
   *
   * @param step counted from 0 over all epochs, less than {@code total}; so the rate is positive
   */
  public static double polynomial(double initial, long step, long total) {
    return initial * Math.pow(1 - (double) step / total, POWER);
  }
}
