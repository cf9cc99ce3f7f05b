package io.github.robustj.evaluation;

import io.github.robustj.metric.Dice;
import io.github.robustj.statistics.HolmTest;
import java.util.stream.IntStream;

/**
 * Which pixels of a case are certified.
 *
 * @param top class of each pixel, as the smoothed network sees it
 * @param certified whether that is certified; a pixel of which it is not abstains
 * @param truth class of each pixel, negative where there is none: such pixels count nowhere
 */
record CertifiedPixels(int[] top, boolean[] certified, int[] truth) {

  /**
   * By Holm's test over all pixels of the case.
   *
   * @param hits how many samples saw each pixel's class
   */
  static CertifiedPixels of(int[] top, int[] hits, int[] truth, Smoothing smoothing) {
    double[] pValues = smoothing.pValues();
    long[] pixels = new long[pValues.length];
    for (int i = 0; i < hits.length; i++) if (truth[i] >= 0) pixels[hits[i]]++;
    double largest = HolmTest.rejected(pValues, pixels, smoothing.alpha());
    boolean[] certified = new boolean[hits.length];
    for (int i = 0; i < hits.length; i++)
      certified[i] = truth[i] >= 0 && pValues[hits[i]] <= largest;
    return new CertifiedPixels(top, certified, truth);
  }

  /** Share of the pixels that are certified; NaN without pixels. */
  double share() {
    return share(i -> certified[i]);
  }

  /** Share of the pixels that are certified and right. */
  double correct() {
    return share(i -> certified[i] && top[i] == truth[i]);
  }

  /** Of the smoothed network, by class, nobody abstaining. */
  double[] smoothedDice(int classes) {
    return Dice.perClass(top, truth, classes);
  }

  /**
   * The least Dice of each class that the smoothed network can have within the radius: pixels that
   * abstain are taken for the class where they are not of it, and for another where they are. NaN
   * for a class that is nowhere.
   */
  double[] certifiedDice(int classes) {
    double[] dice = new double[classes];
    for (int c = 0; c < classes; c++) {
      long common = 0;
      long both = 0;
      for (int i = 0; i < top.length; i++) {
        if (truth[i] < 0) continue;
        boolean is = truth[i] == c;
        boolean found = certified[i] ? top[i] == c : !is;
        if (is && found) common++;
        both += (is ? 1 : 0) + (found ? 1 : 0);
      }
      dice[c] = 2. * common / both;
    }
    return dice;
  }

  private double share(java.util.function.IntPredicate counted) {
    long all = IntStream.of(truth).filter(t -> t >= 0).count();
    long some = IntStream.range(0, top.length).filter(i -> truth[i] >= 0).filter(counted).count();
    return (double) some / all;
  }
}
