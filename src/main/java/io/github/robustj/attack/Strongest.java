package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/** Per sample, the image with the highest objective among those offered. */
final class Strongest {

  private final Tensor images;
  private final float[] loss;

  /**
   * @param fallback what a sample keeps if no objective of its offers is a number
   */
  Strongest(Tensor fallback) {
    images = fallback.copy();
    loss = new float[fallback.samples()];
    Arrays.fill(loss, Float.NEGATIVE_INFINITY);
  }

  /** Of equally strong images the first stays. */
  void offer(Tensor candidates, float[] objective) {
    for (int i = 0; i < loss.length; i++)
      if (objective[i] > loss[i]) {
        loss[i] = objective[i];
        images.setSample(i, candidates, i);
      }
  }

  Tensor images() {
    return images;
  }
}
