package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * The proposals of the Square attack in Linf, for one sample: every changed pixel lies at an end of
 * its interval. Not yet clipped to the valid range.
 */
record LinfSquares(Tensor images, PerturbationBall ball, int sample, RandomGenerator random) {

  /** Vertical stripes of one pixel, a random sign per column and channel. */
  void stripes() {
    int height = images.shape(1);
    int width = images.shape(2);
    for (int x = 0; x < width; x++)
      for (int c = 0; c < images.shape(3); c++) {
        float change = sign() * ball.radius()[sample];
        for (int y = 0; y < height; y++) add(y, x, c, change);
      }
  }

  /**
   * A square moved by twice the radius, a random sign per channel; what goes too far is clipped.
   */
  void square(Frame frame, double share) {
    Frame square = frame.square(frame.side(share), random);
    for (int c = 0; c < images.shape(3); c++) {
      float change = 2 * sign() * ball.radius()[sample];
      for (int y = square.top(); y < square.top() + square.height(); y++)
        for (int x = square.left(); x < square.left() + square.width(); x++) add(y, x, c, change);
    }
  }

  private void add(int y, int x, int channel, float change) {
    int pixel = (sample * images.shape(1) + y) * images.shape(2) + x;
    images.data()[pixel * images.shape(3) + channel] += change;
  }

  private float sign() {
    return random.nextBoolean() ? 1 : -1;
  }
}
