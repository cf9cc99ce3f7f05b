package io.github.robustj.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ConvolutionCountTest {

  /**
   * By hand, of 4 x 4 pixels, one channel in and two out, features 3 and 6: at full size kernels of
   * 9 x (1 x 3 + 3 x 3 + 6 x 3 + 3 x 3), the transposed 6 x 3 for each pixel, the head 3 x 2; at
   * half size 9 x (3 x 6 + 6 x 6) on 4 pixels.
   */
  @Test
  void isThatOfAHandCount() {
    ConvolutionCount count = new ConvolutionCount(new NetworkSpec(1, 2, 3, 1, true), 4, 4);
    double once = 2 * (16 * (9 * (3 + 9 + 18 + 9) + 18 + 6) + 4 * 9 * (18 + 36));
    assertEquals(once, count.prediction());
    assertEquals(2 * once, count.gradient());
    assertEquals(3 * once - 2 * 16 * 9 * 3, count.training());
  }

  /** Heads at half and a quarter of the size, 2 x 2 and 1 pixel, are trained, too. */
  @Test
  void trainingHasMoreHeads() {
    NetworkSpec with = new NetworkSpec(1, 2, 3, 3, true);
    NetworkSpec without = new NetworkSpec(1, 2, 3, 3, false);
    double more =
        new ConvolutionCount(with, 8, 8).training()
            - new ConvolutionCount(without, 8, 8).training();
    assertEquals(3 * 2 * 16 * 6 * 2, more);
  }
}
