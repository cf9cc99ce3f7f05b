package io.github.robustj.data;

/** Which random changes a training image gets; each can be switched off. */
public record Augmentation(
    boolean flip, boolean rotate, boolean scale, boolean gamma, boolean noise) {

  public static final Augmentation DEFAULT = new Augmentation(true, true, true, true, true);

  public static final Augmentation NONE = new Augmentation(false, false, false, false, false);

  /** The same without mirroring. */
  public Augmentation withoutFlip() {
    return new Augmentation(false, rotate, scale, gamma, noise);
  }
}
