package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of one candidate per slice, against all choices there are. */
class LeastMeanRatioTest {

  /**
   * Two slices. Alone, in the first 0 of 2 is less than 8 of 10, and in the second 10 of 20 less
   * than 30 of 50. Together 10 of 22 is least: of a small slice it hardly matters what it gives.
   * With 5 of 40 to be had in the second slice it would be 5 of 42.
   */
  @Test
  void aSumOfSlicesIsNotTheirMean() {
    LeastMeanRatio ratio =
        new LeastMeanRatio(
            List.of(List.of(share(0, 2), share(1, 60)), List.of(share(10, 20), share(30, 50))));
    assertEquals(10. / 22, ratio.of(new int[] {0, 0}), 1e-15);
    // 11 of 80: one pixel more that is right, and 58 that are wrong.
    assertArrayEquals(new int[] {1, 0}, ratio.from(new int[] {0, 0}));
    assertEquals(11. / 80, ratio.of(new int[] {1, 0}), 1e-15);
  }

  /** A class that neither truth nor prediction has does not count; one pixel of it counts as 0. */
  @Test
  void aClassThatIsNowhereIsLeftOutAndIsWorthAFalsePixel() {
    RatioShare without = new RatioShare(new double[] {8, 0}, new double[] {10, 0});
    RatioShare with = new RatioShare(new double[] {9, 0}, new double[] {10, 1});
    LeastMeanRatio ratio = new LeastMeanRatio(List.of(List.of(without, with)));
    assertEquals(.8, ratio.of(new int[] {0}), 1e-15);
    assertArrayEquals(new int[] {1}, ratio.from(new int[] {0}));
    assertEquals(.45, ratio.of(new int[] {1}), 1e-15);
    RatioShare nothing = new RatioShare(new double[2], new double[2]);
    LeastMeanRatio none = new LeastMeanRatio(List.of(List.of(nothing)));
    assertEquals(1, none.of(new int[] {0}));
    assertArrayEquals(new int[] {0}, none.from(new int[] {0}));
  }

  /** Of one class the choice is the best there is, to the last digit. */
  @Test
  void ofOneClassItIsTheBestOfAllChoices() {
    Random random = new Random(1);
    for (int trial = 0; trial < 300; trial++) {
      LeastMeanRatio ratio = random(random, 1, trial % 3 == 0);
      int[] choice = ratio.from(new int[ratio.candidates().size()]);
      assertEquals(least(ratio), ratio.of(choice), 1e-14, "trial " + trial);
    }
  }

  /**
   * Of several classes no exchange of a single slice is better, and the start never is. The best of
   * all choices is in at most one of fifty cases, by less than .05: four slices of random
   * candidates are much further apart than the images of an attack.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void ofSeveralClassesNoSingleExchangeIsBetter(int classes) {
    Random random = new Random(2);
    int missed = 0;
    for (int trial = 0; trial < 300; trial++) {
      LeastMeanRatio ratio = random(random, classes, trial % 3 == 0);
      int[] start = new int[ratio.candidates().size()];
      int[] choice = ratio.from(start);
      double found = ratio.of(choice);
      assertTrue(found <= ratio.of(start));
      for (int i = 0; i < choice.length; i++)
        for (int j = 0; j < ratio.candidates().get(i).size(); j++) {
          int[] other = choice.clone();
          other[i] = j;
          assertTrue(ratio.of(other) >= found - 1e-12, "trial " + trial + ", slice " + i);
        }
      double least = least(ratio);
      assertTrue(found <= least + .05, found + " " + least);
      if (found > least + 1e-12) missed++;
    }
    assertTrue(missed <= 6, missed + " of 300 choices are not the best");
  }

  /**
   * @param absent whether the truth lacks the last class, so that nothing of it is ever right
   */
  private static LeastMeanRatio random(Random random, int classes, boolean absent) {
    List<List<RatioShare>> slices = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double[] truth = random.doubles(classes, 0, 60).map(Math::floor).toArray();
      if (absent) truth[classes - 1] = 0;
      List<RatioShare> candidates = new ArrayList<>();
      for (int j = 0; j < 5; j++) {
        double[] above = new double[classes];
        double[] below = new double[classes];
        for (int c = 0; c < classes; c++) {
          int right = (int) (random.nextDouble() * (truth[c] + 1));
          int wrong = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
          above[c] = 2 * right;
          below[c] = truth[c] + right + wrong;
        }
        candidates.add(new RatioShare(above, below));
      }
      slices.add(candidates);
    }
    return new LeastMeanRatio(slices);
  }

  /** Of all choices. */
  private static double least(LeastMeanRatio ratio) {
    int slices = ratio.candidates().size();
    int[] choice = new int[slices];
    double least = Double.POSITIVE_INFINITY;
    while (true) {
      least = Math.min(least, ratio.of(choice));
      int i = 0;
      while (i < slices && ++choice[i] == ratio.candidates().get(i).size()) choice[i++] = 0;
      if (i == slices) return least;
    }
  }

  private static RatioShare share(double above, double below) {
    return new RatioShare(new double[] {above}, new double[] {below});
  }
}
