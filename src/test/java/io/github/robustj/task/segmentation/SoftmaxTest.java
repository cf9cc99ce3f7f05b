package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

  @Test
  void namesTheLargestLogitAndItsProbability() {
    float ln3 = (float) Math.log(3);
    Tensor logits = new Tensor(new float[] {ln3, 0, 0, 0, 1, 1}, 1, 1, 3, 2);
    int[] winner = Softmax.winner(logits);
    assertArrayEquals(new int[] {0, 0, 0}, winner);
    // 3 / (3 + 1), and two ties; 1e-7 is the rounding of a float.
    float[] expected = {.75f, .5f, .5f};
    assertArrayEquals(expected, Softmax.probability(logits, winner), 1e-7f);
  }

  @Test
  void doesNotOverflow() {
    Tensor logits = new Tensor(new float[] {-1e30f, 1e30f}, 1, 1, 1, 2);
    int[] winner = Softmax.winner(logits);
    assertArrayEquals(new int[] {1}, winner);
    assertArrayEquals(new float[] {1}, Softmax.probability(logits, winner));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesLogitsThatAreNoNumbers(float broken) {
    Tensor logits = new Tensor(new float[] {0, broken}, 1, 1, 1, 2);
    String message =
        assertThrows(RobustJException.class, () -> Softmax.winner(logits)).getMessage();
    assertTrue(message.contains("learning_rate"), message);
  }

  /** Also where logits are equal, far apart or no numbers. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void isItsPlainDefinitionToTheLastBit(int classes) {
    Tensor logits = logits(classes, 8);
    Pixel pixel = new Pixel(classes);
    Tensor all = Softmax.probabilities(logits);
    for (int i = 0; i < logits.data().length; i += classes) {
      int y = i / classes % classes;
      pixel.read(logits.data(), i, y);
      double[] p = plain(logits.data(), i, classes);
      for (int c = 0; c < classes; c++) {
        assertEquals(p[c], pixel.p[c]);
        assertEquals((float) p[c], all.data()[i + c]);
      }
      assertEquals(p[classes] - pixel.z[y], pixel.crossEntropy());
    }
  }

  /** With pixels that are left out. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void softDiceIsItsPlainDefinitionToTheLastBit(int classes) {
    Tensor logits = logits(classes, 6);
    int n = logits.shape(1) * logits.shape(2);
    Tensor targets = Tensor.zeros(2, logits.shape(1), logits.shape(2), 1);
    for (int k = 0; k < 2 * n; k++) targets.data()[k] = k * 7 % (classes + 1) - 1;
    Value found = SoftDice.of(logits, targets);
    for (int from = 0; from < 2 * n; from += n) {
      double[] above = new double[classes];
      double[] below = new double[classes];
      for (int k = from; k < from + n; k++) {
        int y = (int) targets.data()[k];
        if (y < 0) continue;
        double[] p = plain(logits.data(), k * classes, classes);
        for (int c = 0; c < classes; c++) below[c] += p[c];
        below[y]++;
        above[y] += p[y];
      }
      double dice = 0;
      for (int c = 1; c < classes; c++) dice += (2 * above[c] + 1e-5) / (below[c] + 1e-5);
      assertEquals((float) (1 - dice / (classes - 1)), found.value()[from / n]);
      for (int k = from; k < from + n; k++) {
        int y = (int) targets.data()[k];
        double[] p = plain(logits.data(), k * classes, classes);
        double[] slope = new double[classes];
        double mean = 0;
        for (int c = 1; c < classes; c++) {
          double own = (2 * above[c] + 1e-5) / (below[c] + 1e-5);
          slope[c] = -((c == y ? 2 : 0) - own) / (below[c] + 1e-5) / (classes - 1);
          mean += p[c] * slope[c];
        }
        for (int c = 0; c < classes; c++)
          assertEquals(
              y < 0 ? 0 : (float) (p[c] * (slope[c] - mean)),
              found.gradient().data()[k * classes + c]);
      }
    }
  }

  /** The softmax, and behind it the logarithm of the sum of exponentials. */
  private static double[] plain(float[] logits, int from, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) largest = Math.max(largest, logits[from + c]);
    double[] p = new double[classes + 1];
    double sum = 0;
    for (int c = 0; c < classes; c++) sum += p[c] = Math.exp(logits[from + c] - largest);
    for (int c = 0; c < classes; c++) p[c] /= sum;
    p[classes] = Math.log(sum) + largest;
    return p;
  }

  /**
   * @param kinds how many of the odd ones may occur; the last two are no numbers
   */
  private static Tensor logits(int classes, int kinds) {
    SplittableRandom random = new SplittableRandom(classes);
    float[] odd = {0, -0f, 3, 3, 1e30f, -1e30f, Float.NaN, Float.POSITIVE_INFINITY};
    Tensor logits = Tensor.zeros(2, 20, 25, classes);
    for (int i = 0; i < logits.data().length; i++)
      logits.data()[i] =
          random.nextInt(4) > 0
              ? (float) (random.nextGaussian() * Math.exp(5 * random.nextDouble()))
              : odd[random.nextInt(kinds)];
    return logits;
  }
}
