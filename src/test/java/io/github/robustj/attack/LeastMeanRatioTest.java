package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
      LeastMeanRatio ratio = random(random, 1, trial % 3 == 0, 4, 5);
      int[] choice = ratio.from(new int[ratio.candidates().size()]);
      assertEquals(least(ratio), ratio.of(choice), 1e-14, "trial " + trial);
    }
  }

  /**
   * Of several classes no exchange of one or two slices is better, and the start never is. The best
   * of all choices, which are counted through, is missed in at most 1 of 200 cases, by less than
   * .01: random candidates are much further apart than the images of an attack.
   */
  @ParameterizedTest
  @CsvSource({"2, 4, 5, 300", "3, 4, 5, 300", "2, 10, 3, 60", "3, 7, 5, 60", "6, 4, 6, 100"})
  void ofSeveralClassesItIsNearlyAlwaysTheBest(int classes, int slices, int many, int trials) {
    Random random = new Random(2);
    int missed = 0;
    for (int trial = 0; trial < trials; trial++) {
      LeastMeanRatio ratio = random(random, classes, trial % 3 == 0, slices, many);
      int[] start = new int[slices];
      int[] choice = ratio.from(start);
      double found = ratio.of(choice);
      assertTrue(found <= ratio.of(start));
      assertFalse(new RatioSums(ratio.candidates(), choice.clone()).exchange());
      assertFalse(new RatioSums(ratio.candidates(), choice.clone()).exchangeTwo());
      double least = least(ratio);
      assertTrue(found <= least + .01, found + " " + least);
      if (found > least + 1e-12) missed++;
    }
    assertTrue(missed <= trials / 200., missed + " of " + trials + " choices are not the best");
  }

  /** So many slices that not every two are exchanged: still as good, and done in seconds. */
  @Test
  void manySlicesTakeNoLongTime() {
    LeastMeanRatio ratio = random(new Random(3), 2, false, 300, 40);
    int[] choice =
        assertTimeout(Duration.ofSeconds(20), () -> ratio.from(new int[300]), "on a busy machine");
    assertFalse(new RatioSums(ratio.candidates(), choice.clone()).exchange());
  }

  /**
   * @param absent whether the truth lacks the last class, so that nothing of it is ever right
   */
  private static LeastMeanRatio random(
      Random random, int classes, boolean absent, int many, int candidatesOfEach) {
    List<List<RatioShare>> slices = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      double[] truth = random.doubles(classes, 0, 60).map(Math::floor).toArray();
      if (absent) truth[classes - 1] = 0;
      List<RatioShare> candidates = new ArrayList<>();
      for (int j = 0; j < candidatesOfEach; j++) {
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
