package io.github.robustj.data;

import io.github.robustj.model.Bounds;
import java.util.Collections;
import java.util.random.RandomGenerator;

/**
 * The same samples without a valid range, so that perturbations of them are limited by their size
 * only.
 */
public record Unbounded(TrainingData data) implements TrainingData {

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Batch plain(int... indices) {
    return unbounded(data.plain(indices));
  }

  @Override
  public Batch augmented(int[] indices, RandomGenerator random) {
    return unbounded(data.augmented(indices, random));
  }

  private static Batch unbounded(Batch batch) {
    return new Batch(
        batch.indices(),
        batch.images(),
        batch.targets(),
        Collections.nCopies(batch.indices().length, Bounds.none()),
        batch.views());
  }
}
