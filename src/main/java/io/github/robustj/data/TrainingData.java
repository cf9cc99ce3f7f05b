package io.github.robustj.data;

import io.github.robustj.model.Bounds;
import java.util.Collections;
import java.util.random.RandomGenerator;

/** The samples a network learns from: slices, numbered from 0. */
public interface TrainingData {

  int size();

  /** The samples as they are, centre-cropped or padded to the patch. */
  Batch plain(int... indices);

  /** The samples with random crop and augmentation. */
  Batch augmented(int[] indices, RandomGenerator random);

  /**
   * The same samples without a valid range, so that perturbations of them are limited by their size
   * only.
   */
  record Unbounded(TrainingData data) implements TrainingData {

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
}
