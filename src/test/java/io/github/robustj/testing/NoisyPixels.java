package io.github.robustj.testing;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.random.RandomGenerator;

/**
 * Training images of 2 x 2 pixels for two classes: pixel p of sample i is {@code sin(4 i + p)}, and
 * foreground where that is positive. Augmentation adds noise.
 */
public record NoisyPixels(int size) implements TrainingData {

  @Override
  public Batch plain(int... indices) {
    Tensor images = Tensor.zeros(indices.length, 2, 2, 1);
    Tensor targets = Tensor.zeros(images.shape());
    for (int i = 0; i < images.data().length; i++) {
      images.data()[i] = (float) Math.sin(4 * indices[i / 4] + i % 4);
      targets.data()[i] = images.data()[i] > 0 ? 1 : 0;
    }
    Bounds bounds = Bounds.none();
    return new Batch(indices, images, targets, Collections.nCopies(indices.length, bounds));
  }

  @Override
  public Batch augmented(int[] indices, RandomGenerator random) {
    Batch batch = plain(Arrays.copyOf(indices, indices.length));
    float[] pixels = batch.images().data();
    for (int i = 0; i < pixels.length; i++) pixels[i] += .1f * random.nextFloat();
    return batch;
  }
}
