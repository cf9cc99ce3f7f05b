package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DiceTest {

  /** The only rounding is that of one division. */
  private static final double EXACT = 1e-15;

  @Test
  void countsByHand() {
    int[] truth = {0, 0, 1, 1, 1, 2};
    int[] predicted = {0, 1, 1, 1, 2, 2};
    // Class 0: TP 1, FN 1. Class 1: TP 2, FP 1, FN 1. Class 2: TP 1, FP 1.
    double[] expected = {2. / 3, 4. / 6, 2. / 3};
    assertArrayEquals(expected, Dice.perClass(predicted, truth, 3), EXACT);
  }

  @Test
  void isOneForEqualZeroForDisjointAndUndefinedForAbsentClasses() {
    int[] truth = {1, 1, 2};
    int[] predicted = {1, 1, 3};
    double[] expected = {Double.NaN, 1, 0, 0, Double.NaN};
    assertArrayEquals(expected, Dice.perClass(predicted, truth, 5), EXACT);
  }

  @Test
  void leavesOutPixelsWithANegativeTarget() {
    int[] truth = {-1, 1, 0, -1};
    int[] predicted = {1, 1, 0, 0};
    assertArrayEquals(new double[] {1, 1}, Dice.perClass(predicted, truth, 2), EXACT);
  }

  @Test
  void isUndefinedWithoutPixels() {
    double[] expected = {Double.NaN, Double.NaN};
    assertArrayEquals(expected, Dice.perClass(new int[0], new int[0], 2), EXACT);
  }

  @Test
  void refusesMapsOfDifferentSize() {
    assertThrows(IllegalArgumentException.class, () -> Dice.perClass(new int[2], new int[3], 2));
  }
}
