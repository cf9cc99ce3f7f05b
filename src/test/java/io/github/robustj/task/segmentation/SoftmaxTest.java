package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
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
}
