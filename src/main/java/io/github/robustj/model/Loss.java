package io.github.robustj.model;

/**
 * What training minimises and, unless told otherwise, an attack maximises. Always one number per
 * sample. The losses of networks that come from elsewhere stand here, the others in the rooms of
 * their tasks.
 *
 * @param name by which a backend knows it
 */
public record Loss(String name) {

  /**
   * Cross-entropy plus soft Dice, for segmentation. Targets are class indices {@code [sample, y, x,
   * 1]}; pixels with a negative target are left out. Cross-entropy is the mean over pixels. Soft
   * Dice is {@code 1 - mean over the foreground classes of (2 sum(p y) + s) / (sum p + sum y + s)}
   * with {@code s = 1e-5}, sums over the sample's pixels (nnU-Net's loss without batch Dice,
   * shifted by one so that it is never negative).
   */
  public static final Loss CROSS_ENTROPY_AND_DICE = new Loss("cross_entropy_and_dice");

  /**
   * Object probability and distances along rays, for outlines of objects (StarDist, Schmidt et al.
   * 2018, with the losses of its program). The outputs are the logit of the probability, then the
   * distance to the object's border along each ray, in pixels of the images; the targets are
   * numbers of objects {@code [sample, y, x, 1]}, 0 for background, negative for what does not
   * count.
   *
   * <p>The probability to be learned is the distance to the nearest pixel outside the object, over
   * the largest of these in the object. The loss is its mean binary cross-entropy, plus .2 times
   * the mean absolute error of the distances weighted by that probability, plus .00002 times the
   * mean of their size weighted by the rest of it.
   */
  public static final Loss PROBABILITY_AND_DISTANCES = new Loss("probability_and_distances");
}
