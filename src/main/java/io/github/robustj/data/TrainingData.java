package io.github.robustj.data;

import java.util.random.RandomGenerator;

/** The samples a network learns from: slices, numbered from 0. */
public interface TrainingData {

  int size();

  /** The samples as they are, centre-cropped or padded to the patch. */
  Batch plain(int... indices);

  /** The samples with random crop and augmentation. */
  Batch augmented(int[] indices, RandomGenerator random);
}
