package io.github.robustj.training;

import io.github.robustj.data.TrainingData;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.training.CheckpointFolder.ResumePoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The loop over epochs and steps. Every epoch visits each sample once, in an order of its own; the
 * last batch may be smaller. All random numbers follow from the seed and the place (epoch, step),
 * so a training that was interrupted and resumed ends with the same weights as one that was not.
 *
 * <p>The model is the latest epoch whose selection value ({@link Validator}) is at most 1 % below
 * the best one of all. Few validation cases cannot tell so small a difference from chance, and of
 * equally good epochs the later one was trained longer, at a lower learning rate. An epoch that was
 * not measured is not chosen, unless none was; then the last one is.
 *
 * @param plan how long, how fast
 * @param model is changed
 * @param folder receives a checkpoint after every epoch, and within long ones
 * @param pace how much may be lost within an epoch
 */
public record Trainer(
    Plan plan,
    TrainableModel model,
    TrainingMethod method,
    TrainingData data,
    CheckpointFolder folder,
    Pace pace) {

  public Trainer(
      Plan plan,
      TrainableModel model,
      TrainingMethod method,
      TrainingData data,
      CheckpointFolder folder) {
    this(plan, model, method, data, folder, Pace.STANDARD);
  }

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
    return train(Standing.BEGINNING, validator, listener);
  }

  /**
   * As {@link #run}, but continues after the last finished epoch, or inside the next one, if the
   * folder has a checkpoint.
   *
   * @throws RobustJException also if the checkpoint is damaged or has other settings
   */
  public History resume(Validator validator, TrainingListener listener) {
    folder.recover();
    return goOn(earlier(), partial(), validator, listener);
  }

  /** As {@link #resume}, but begins anew where a checkpoint is damaged or has other settings. */
  public History resumeOrRun(Validator validator, TrainingListener listener) {
    folder.recover();
    Optional<ResumePoint> earlier;
    Optional<PartialEpoch> partial;
    try {
      earlier = earlier();
      partial = partial();
    } catch (RobustJException another) {
      listener.beganAnew(another.getMessage());
      return run(validator, listener);
    }
    return goOn(earlier, partial, validator, listener);
  }

  private Optional<ResumePoint> earlier() {
    return ResumePoint.of(plan, data.size(), folder);
  }

  private Optional<PartialEpoch> partial() {
    Optional<PartialEpoch> partial = folder.partial(plan.all(data.size()));
    partial.ifPresent(
        p -> {
          p.checkpoint().requireSettings(plan.all(data.size()), folder.partialFile());
          p.checkpoint().requireMargins(data.size(), folder.partialFile());
        });
    return partial;
  }

  private History goOn(
      Optional<ResumePoint> earlier,
      Optional<PartialEpoch> partial,
      Validator validator,
      TrainingListener listener) {
    if (earlier.isEmpty() && partial.isEmpty()) return run(validator, listener);
    requireSamples();
    Standing from = Standing.BEGINNING;
    if (earlier.isPresent()) {
      Checkpoint last = earlier.get().last();
      // At the end it becomes the model, which is too late to find that it cannot.
      earlier.get().best().restore(model, method, folder.bestFile());
      last.restore(model, method, folder.lastFile());
      folder.writeHistory(last.history());
      listener.resumed(last.history());
      from = new Standing(last.history(), last.best(), 0, 0);
    }
    if (partial.isEmpty()) return train(from, validator, listener);
    PartialEpoch part = partial.get();
    part.checkpoint().restore(model, method, folder.partialFile());
    listener.resumedInside(part.epoch(), part.steps(), steps());
    return train(
        new Standing(from.history(), from.best(), part.steps(), part.lossSum()),
        validator,
        listener);
  }

  private History train(Standing from, Validator validator, TrainingListener listener) {
    EpochSteps steps = new EpochSteps(this, new PartKeeper(folder, pace), listener);
    History history = from.history();
    while (from.epoch() < plan.epochs()) {
      int epoch = from.epoch();
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", steps.run(from));
      values.put("learning_rate", steps.learningRate(epoch, 0));
      values.putAll(method.report());
      values.putAll(validator.validate(model, epoch));
      history = history.with(new History.Row(epoch + 1, values));

      double selection = validator.selection(values);
      boolean kept = from.isKept(selection);
      from = new Standing(history, from.bestWith(selection), 0, 0);
      Checkpoint checkpoint = steps.checkpoint(history, from.best());
      if (epoch == 0) folder.keepFirst(checkpoint);
      else folder.keep(checkpoint, kept);
      steps.keeper().restart();
      listener.epochDone(history.rows().get(epoch), method.margins());
    }
    return history;
  }

  /** Of every epoch. */
  int steps() {
    return (data.size() + plan.batch() - 1) / plan.batch();
  }

  private void requireSamples() {
    if (data.size() == 0)
      throw new RobustJException(
          "There is no image to train on; add annotated cases or lower the validation share.");
  }

  /** Measures a model between epochs, on cases it is not trained on. */
  @FunctionalInterface
  public interface Validator {

    /** The value by which the epoch of the model is chosen, higher is better. */
    String SELECTION = "selection";

    /**
     * Columns for the history, e.g. {@code clean_score} and {@code robust_score}, and under {@link
     * #SELECTION} what to choose by; NaN where not measured. Must not change the model.
     *
     * @param epoch counted from 0
     */
    Map<String, Double> validate(DifferentiableModel model, int epoch);

    /** What to choose the epoch by, higher is better, of the columns that were measured. */
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
