package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/** Per sample, the image that harms most among those offered. */
final class Strongest {

  private final Tensor images;
  private final float[] harm;

  /**
   * @param fallback what a sample keeps if no harm of its offers is a number
   */
  Strongest(Tensor fallback) {
    images = fallback.copy();
    harm = new float[fallback.samples()];
    Arrays.fill(harm, Float.NEGATIVE_INFINITY);
  }

  /** With the clean images as the first offer, so that no result harms less than they do. */
  static Strongest above(Objective objective, Tensor clean) {
    Strongest strongest = new Strongest(clean);
    strongest.offer(clean, objective.harm(clean));
    return strongest;
  }

  /** Of equally strong images the first stays. */
  void offer(Tensor candidates, float[] theirs) {
    for (int i = 0; i < harm.length; i++)
      if (theirs[i] > harm[i]) {
        harm[i] = theirs[i];
        images.setSample(i, candidates, i);
      }
  }

  Tensor images() {
    return images;
  }
}
