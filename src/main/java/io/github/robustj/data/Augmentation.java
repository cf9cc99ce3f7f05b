package io.github.robustj.data;

/**
 * Which random changes a training image gets; each can be switched off.
 *
 * @param anyWayUp also mirrored top to bottom, and scaled about any point instead of the middle:
 *     for images without an up, such as those of smears
 */
public record Augmentation(
    boolean flip, boolean rotate, boolean scale, boolean gamma, boolean noise, boolean anyWayUp) {

  /** The same without mirroring. */
  public Augmentation withoutFlip() {
    return new Augmentation(false, rotate, scale, gamma, noise, anyWayUp);
  }
}
