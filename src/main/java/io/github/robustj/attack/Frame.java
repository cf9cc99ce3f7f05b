package io.github.robustj.attack;

import java.util.random.RandomGenerator;

/** A rectangle of pixels of an image. */
record Frame(int top, int left, int height, int width) {

  /** The bounding box of the pixels that may change; empty if none may. */
  static Frame around(PerturbationBall ball, int sample) {
    int height = ball.center().shape(1);
    int width = ball.center().shape(2);
    if (ball.region().isEverywhere()) return new Frame(0, 0, height, width);
    int top = height;
    int left = width;
    int bottom = -1;
    int right = -1;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        if (ball.region().contains((sample * height + y) * width + x)) {
          top = Math.min(top, y);
          left = Math.min(left, x);
          bottom = Math.max(bottom, y);
          right = Math.max(right, x);
        }
    return new Frame(top, left, Math.max(bottom - top + 1, 0), Math.max(right - left + 1, 0));
  }

  boolean isEmpty() {
    return height <= 0 || width <= 0;
  }

  int shorterSide() {
    return Math.min(height, width);
  }

  /** The side of a square that covers a share of the pixels. */
  int side(double share) {
    int side = (int) Math.round(Math.sqrt(share * height * width));
    return Math.min(Math.max(side, 1), shorterSide());
  }

  /** A square of this side at a random place inside. */
  Frame square(int side, RandomGenerator random) {
    int y = top + random.nextInt(height - side + 1);
    int x = left + random.nextInt(width - side + 1);
    return new Frame(y, x, side, side);
  }

  boolean contains(int y, int x) {
    return y >= top && y < top + height && x >= left && x < left + width;
  }
}
