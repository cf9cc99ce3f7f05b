package io.github.robustj.testing;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Collections;
import java.util.random.RandomGenerator;

/** Training samples given as tensors, without bounds and without augmentation. */
public record InMemoryData(Tensor images, Tensor targets) implements TrainingData {

  /** The two images of the toy network. */
  public static InMemoryData tiny() {
    return new InMemoryData(Fixtures.images(), Fixtures.labels());
  }

  @Override
  public int size() {
    return images.samples();
  }

  @Override
  public Batch plain(int... indices) {
    return new Batch(
        indices,
        images.gather(indices),
        targets.gather(indices),
        Collections.nCopies(indices.length, Bounds.none()));
  }

  @Override
  public Batch augmented(int[] indices, RandomGenerator random) {
    return plain(indices);
  }
}
