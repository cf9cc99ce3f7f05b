package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.DifferentiableModel;
import java.util.stream.IntStream;

/**
 * The quality from which on a sample is correct, from what the clean model reaches on the plain
 * training samples.
 */
record LearnedThreshold(ThresholdRule rule, ToQuality quality) {

  private static final int BATCH = 8;

  float from(DifferentiableModel model, TrainingData data, Runnable check) {
    return (float) rule.threshold(qualities(model, data, check));
  }

  /** Of all samples; not asked for where the threshold is given. */
  private float[] qualities(DifferentiableModel model, TrainingData data, Runnable check) {
    if (!rule.isLearned()) return new float[0];
    float[] qualities = new float[data.size()];
    for (int from = 0; from < qualities.length; from += BATCH) {
      check.run();
      int to = Math.min(from + BATCH, qualities.length);
      Batch batch = data.plain(IntStream.range(from, to).toArray());
      float[] found = quality.of(model.predict(batch.images()), batch.targets());
      System.arraycopy(found, 0, qualities, from, found.length);
    }
    return qualities;
  }
}
