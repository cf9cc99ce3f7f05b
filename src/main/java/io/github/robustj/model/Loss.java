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
  CROSS_ENTROPY_AND_DICE
}
