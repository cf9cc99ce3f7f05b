package io.github.robustj.metric;

import java.util.Arrays;

/**
 * The hard Dice coefficient of two label maps, {@code 2 TP / (2 TP + FP + FN)}: 1 where they agree,
 * 0 where they do not meet (Dice 1945).
 */
public final class Dice {

  private Dice() {}

  /**
   * One coefficient per class, over all pixels together; NaN for a class that is in neither map.
   *
   * @param predicted class indices, {@code 0 <= index < classes}
   * @param truth as many class indices; pixels with a negative one are left out
   * @param classes number of classes, background included
   */
  public static double[] perClass(int[] predicted, int[] truth, int classes) {
    if (predicted.length != truth.length)
      throw new IllegalArgumentException(
          predicted.length + " predicted pixels and " + truth.length + " true ones");
    long[] common = new long[classes];
    long[] both = new long[classes];
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0) continue;
      both[predicted[i]]++;
      both[truth[i]]++;
      if (predicted[i] == truth[i]) common[truth[i]]++;
    }
    double[] dice = new double[classes];
    // 2 TP + FP + FN is the size of the class in both maps together; 0 / 0 is NaN, as promised.
    Arrays.setAll(dice, c -> 2. * common[c] / both[c]);
    return dice;
  }
}
