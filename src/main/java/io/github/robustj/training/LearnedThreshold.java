package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.DifferentiableModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The quality from which on a sample is correct, from what the clean model reaches on the training
 * samples as the training shows and judges them: cut out at random and augmented, once each. A
 * threshold for each of the numbers that a quality has.
 */
record LearnedThreshold(ThresholdRule rule, ToQuality quality) {

  private static final int BATCH = 8;
  private static final long SEED = Seeds.level("threshold");

  float[] from(DifferentiableModel model, TrainingData data, Runnable check) {
    float[] qualities = qualities(model, data, check);
    float[] thresholds = new float[Math.max(1, qualities.length / data.size())];
    for (int p = 0; p < thresholds.length; p++) {
      float[] part = new float[qualities.length / thresholds.length];
      for (int i = 0; i < part.length; i++) part[i] = qualities[i * thresholds.length + p];
      thresholds[p] = (float) rule.threshold(part);
    }
    return thresholds;
  }

  /** Of all samples; not asked for where the threshold is given. */
  private float[] qualities(DifferentiableModel model, TrainingData data, Runnable check) {
    if (!rule.isLearned()) return new float[0];
    float[] qualities = new float[0];
    for (int from = 0; from < data.size(); from += BATCH) {
      check.run();
      int to = Math.min(from + BATCH, data.size());
      // Once and for all, so that the draws need nothing of the training's own seed.
      Batch batch = data.augmented(IntStream.range(from, to).toArray(), Seeds.random(SEED, from));
      float[] found = quality.of(model.predict(batch.images()), batch.targets());
      int done = qualities.length;
      qualities = Arrays.copyOf(qualities, done + found.length);
      System.arraycopy(found, 0, qualities, done, found.length);
    }
    return qualities;
  }
}
