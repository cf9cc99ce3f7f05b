package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.option.OptionChecks;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * From the qualities that the clean model reaches on its training samples to the quality from which
 * on a sample counts as correct. Quality is higher-is-better: rules that the papers state for
 * losses (mean plus deviations, maximum) appear mirrored.
 *
 * @param parameter number of deviations, quantile or quality, as the kind needs it; 0 for kinds
 *     that need none
 */
public record ThresholdRule(Kind kind, double parameter) {

  private static final int BATCH = 8;

  /** Epochs in which a threshold that is renewed is learned from every sample once. */
  static final int RENEWALS = 4;

  private static final long SEED = Seeds.level("threshold");

  /** The rules by their names, which users type in lower case. */
  public enum Kind {
    /** The mean; no parameter. */
    MEAN,
    /** The mean minus a number of standard deviations (of the n values, not n - 1). */
    MEAN_MINUS_SD,
    /** Huber's location minus a number of his scales, see {@link HuberEstimate}. */
    HUBER,
    /** The minimum, so that every sample is correct at first; no parameter. */
    MINIMUM,
    /** A quantile, 0 to 1, linear between the ordered values. */
    QUANTILE,
    /** A stated quality, whatever the model reaches. */
    VALUE;

    /** Where users give none: of segmentations, whose quality is a Dice. */
    double usualParameter() {
      return switch (this) {
        case MEAN_MINUS_SD -> 1;
        case HUBER -> 2;
        case QUANTILE -> .5;
        case VALUE -> .6;
        case MEAN, MINIMUM -> 0;
      };
    }

    /** As users type it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @throws RobustJException if the parameter does not suit the kind
   */
  public ThresholdRule {
    String key = "threshold_parameter";
    switch (kind) {
      case MEAN, MINIMUM -> parameter = 0;
      case MEAN_MINUS_SD, HUBER ->
          OptionChecks.require(
              parameter >= 0 && parameter < Double.POSITIVE_INFINITY,
              key,
              "a number of deviations, 0 or more",
              parameter);
      case QUANTILE ->
          OptionChecks.require(
              parameter >= 0 && parameter <= 1, key, "a quantile from 0 to 1", parameter);
      case VALUE ->
          OptionChecks.require(Double.isFinite(parameter), key, "the quality itself", parameter);
    }
  }

  /**
   * @param name of a kind in lower case; any other leaves it open
   */
  static Optional<Kind> kind(String name) {
    return Stream.of(Kind.values()).filter(kind -> kind.word().equals(name)).findFirst();
  }

  /** Whether the threshold depends on what the clean model reaches. */
  public boolean isLearned() {
    return kind != Kind.VALUE;
  }

  /**
   * The quality from which on a sample is correct, from what the clean model reaches on the
   * training samples as the training shows and judges them: cut out at random and augmented, once
   * each.
   *
   * @param quality of outputs for targets, as {@link io.github.robustj.task.Task#quality}
   * @return a threshold for each of the numbers that a quality has
   */
  float[] learn(
      BiFunction<Tensor, Tensor, float[]> quality,
      DifferentiableModel model,
      TrainingData data,
      Runnable check) {
    if (!isLearned()) return new float[] {(float) threshold()};
    int[] all = IntStream.range(0, data.size()).toArray();
    float[] qualities = qualities(all, quality, model, data, check);
    float[] thresholds = new float[Math.max(1, qualities.length / data.size())];
    for (int p = 0; p < thresholds.length; p++)
      thresholds[p] = (float) threshold(every(thresholds.length, p, qualities));
    return thresholds;
  }

  /**
   * As {@link #learn}, but from every fourth sample, others in each of four epochs.
   *
   * @param before the thresholds so far; one stays where none of these samples has a quality for it
   */
  float[] learnAgain(
      float[] before,
      int epoch,
      BiFunction<Tensor, Tensor, float[]> quality,
      DifferentiableModel model,
      TrainingData data,
      Runnable check) {
    if (!isLearned()) return before;
    int[] some =
        IntStream.range(0, data.size()).filter(i -> i % RENEWALS == epoch % RENEWALS).toArray();
    float[] qualities = qualities(some, quality, model, data, check);
    float[] thresholds = before.clone();
    for (int p = 0; p < thresholds.length; p++) {
      float[] part = every(thresholds.length, p, qualities);
      if (IntStream.range(0, part.length).anyMatch(i -> Float.isFinite(part[i])))
        thresholds[p] = (float) threshold(part);
    }
    return thresholds;
  }

  private static float[] qualities(
      int[] samples,
      BiFunction<Tensor, Tensor, float[]> quality,
      DifferentiableModel model,
      TrainingData data,
      Runnable check) {
    float[] qualities = new float[0];
    for (int from = 0; from < samples.length; from += BATCH) {
      check.run();
      int[] some = Arrays.copyOfRange(samples, from, Math.min(from + BATCH, samples.length));
      // Draws of its own, so that those of the training do not depend on it.
      Batch batch = data.augmented(some, Seeds.random(SEED, from));
      float[] found = quality.apply(model.predict(batch.images()), batch.targets());
      int done = qualities.length;
      qualities = Arrays.copyOf(qualities, done + found.length);
      System.arraycopy(found, 0, qualities, done, found.length);
    }
    return qualities;
  }

  /** Of the qualities of samples, some per sample, the one at a place of each. */
  private static float[] every(int perSample, int place, float[] qualities) {
    float[] part = new float[qualities.length / perSample];
    for (int i = 0; i < part.length; i++) part[i] = qualities[i * perSample + place];
    return part;
  }

  /**
   * @param qualities of the clean training samples; those that are not finite are left out
   * @throws RobustJException if nothing is left to learn from
   */
  public double threshold(float... qualities) {
    if (!isLearned()) return parameter;
    double[] q =
        IntStream.range(0, qualities.length)
            .mapToDouble(i -> qualities[i])
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (q.length == 0)
      throw new RobustJException(
          "The threshold of the adaptive margin cannot be learned, because the clean model reaches"
              + " no score on any training sample; check the annotations, or set the option"
              + " 'threshold' to 'value'.");
    return switch (kind) {
      case MEAN -> mean(q);
      case MEAN_MINUS_SD -> mean(q) - parameter * deviation(q);
      case HUBER -> huber(HuberEstimate.of(q));
      case MINIMUM -> q[0];
      case QUANTILE -> quantile(q);
      case VALUE -> parameter;
    };
  }

  private double huber(HuberEstimate estimate) {
    return estimate.location() - parameter * estimate.scale();
  }

  private double quantile(double[] sorted) {
    double place = parameter * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static double mean(double[] q) {
    return Arrays.stream(q).average().orElseThrow();
  }

  private static double deviation(double[] q) {
    double mean = mean(q);
    return Math.sqrt(Arrays.stream(q).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
