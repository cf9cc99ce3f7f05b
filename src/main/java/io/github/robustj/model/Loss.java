package io.github.robustj.model;

/**
 * What training minimises and, unless told otherwise, an attack maximises. Always one number per
 * sample.
 */
public enum Loss {
  /**
   * Cross-entropy plus soft Dice, for segmentation. Targets are class indices {@code [sample, y, x,
   * 1]}; pixels with a negative target are left out. Cross-entropy is the mean over pixels. Soft
   * Dice is {@code 1 - mean over the foreground classes of (2 sum(p y) + s) / (sum p + sum y + s)}
   * with {@code s = 1e-5}, sums over the sample's pixels (nnU-Net's loss without batch Dice,
   * shifted by one so that it is never negative).
   */
  CROSS_ENTROPY_AND_DICE,

  /**
   * Heat maps and offsets, for landmarks (the multi-task U-Net of Yao et al. 2020 as used by Ma et
   * al. 2024). Of n landmarks the outputs are n logits of heat maps, n vertical and n horizontal
   * offsets; the targets are a row per landmark {@code [sample, landmark, column]}: whether it is
   * present, y and x, and the radius R of its disc, all in pixels of the images, and where the
   * slice ends in the images, beyond which no pixel counts.
   *
   * <p>In the disc {@code d <= R} around a landmark the heat map is {@code exp(-d^2 / (2 R^2))} and
   * the offsets are {@code (landmark - pixel) / R}; outside, the heat map is 0. The loss is twice
   * the mean binary cross-entropy of the heat maps, plus the mean absolute error of the vertical,
   * plus that of the horizontal offsets in the discs. Landmarks that are not present are left out;
   * without any the loss is 0. Training gives the heat maps the weight 40 instead of 2.
   */
  HEAT_MAPS_AND_OFFSETS,

  /**
   * Heat maps and boxes, for objects, a cell for every 4 x 4 pixels (CenterNet, Zhou et al. 2019,
   * with the box loss of TTFNet, Liu et al. 2020). The outputs are a logit for each class, then the
   * place of the centre in the cell and the logarithms of width and height; the targets are a row
   * per object, {@code [sample, object, column]}, of which the maps are made.
   *
   * <p>The loss is the focal loss of the heat maps, summed and divided by the number of objects,
   * plus five times the weighted mean of {@code 1 - GIoU} over the cells that tell a box.
   */
  FOCAL_AND_BOXES,

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
  PROBABILITY_AND_DISTANCES
}
