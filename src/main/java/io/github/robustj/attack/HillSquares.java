package io.github.robustj.attack;

import io.github.robustj.attack.SquareAttack.Frame;
import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/**
 * The proposals of the Square attack for one sample, in L2 (Andriushchenko et al. 2020, algorithm
 * 3) and in L1 (Croce and Hein 2021, arXiv:2103.01208, whose version is the same search with
 * lengths in L1): the perturbation always has the size of the radius; a square takes over what
 * another one gives up, in the shape of two opposite hills. Not yet clipped to the valid range.
 */
final class HillSquares {

  private static final int TILES = 5;
  private static final int SMALLEST = 3;

  private final Tensor images;
  private final PerturbationBall ball;
  private final int sample;
  private final RandomGenerator random;
  private final int width;
  private final int channels;
  private final double[] change;

  /** Sizes are roots of sums of this power. */
  private final int power;

  HillSquares(Tensor images, PerturbationBall ball, int sample, RandomGenerator random) {
    this.images = images;
    this.ball = ball;
    this.sample = sample;
    this.random = random;
    width = images.shape(2);
    channels = images.shape(3);
    power = ball.norm() == Norm.L1 ? 1 : 2;
    change = new double[images.sampleLength()];
    int from = sample * change.length;
    for (int k = 0; k < change.length; k++)
      change[k] = (double) images.data()[from + k] - ball.center().data()[from + k];
  }

  /** A grid of hills with random signs, five along the shorter side. */
  void tiles(Frame frame) {
    int side = Math.max(frame.shorterSide() / TILES, 1);
    for (int y = frame.top(); y + side <= frame.top() + frame.height(); y += side)
      for (int x = frame.left(); x + side <= frame.left() + frame.width(); x += side)
        for (int c = 0; c < channels; c++)
          add(new Frame(y, x, side, side), c, pair(side, random), sign());
  }

  /** One square gets a new pair of hills, another one becomes clean. */
  void square(Frame frame, double share) {
    int side = Math.max(frame.side(share), SMALLEST);
    side = Math.min(side % 2 == 0 ? side + 1 : side, frame.shorterSide());
    Frame gains = frame.square(side, random);
    Frame loses = frame.square(side, random);
    Frame whole = new Frame(0, 0, images.shape(1), width);
    double full = Math.pow(ball.radius()[sample], power);
    double budget = powers(gains, loses) + Math.max(full - powers(whole, whole), 0);
    double old = size(gains);
    scale(gains, old > 0 ? 1 / old : 0);
    for (int c = 0; c < channels; c++) add(gains, c, pair(side, random), sign());
    clear(loses, gains);
    double fresh = size(gains);
    if (fresh > 0) scale(gains, root(budget) / fresh);
  }

  /** Puts the perturbation, at the full radius, into the image. */
  void write() {
    double length = size(new Frame(0, 0, images.shape(1), width));
    if (length == 0) return;
    double factor = ball.radius()[sample] / length;
    int from = sample * change.length;
    for (int k = 0; k < change.length; k++)
      images.data()[from + k] = (float) (ball.center().data()[from + k] + factor * change[k]);
  }

  private void add(Frame square, int channel, double[][] hills, double sign) {
    double sum = 0;
    for (double[] row : hills) for (double height : row) sum += Math.pow(Math.abs(height), power);
    double factor = sum > 0 ? sign / root(sum) : 0;
    for (int y = 0; y < square.height(); y++)
      for (int x = 0; x < square.width(); x++)
        change[position(square.top() + y, square.left() + x) + channel] += factor * hills[y][x];
  }

  private void scale(Frame square, double factor) {
    for (int y = square.top(); y < square.top() + square.height(); y++)
      for (int k = position(y, square.left()); k < end(square, y); k++) change[k] *= factor;
  }

  private void clear(Frame square, Frame except) {
    for (int y = square.top(); y < square.top() + square.height(); y++)
      for (int k = position(y, square.left()); k < end(square, y); k++)
        if (!except.contains(y, k / channels - y * width)) change[k] = 0;
  }

  /** Size of the change in a frame. */
  private double size(Frame frame) {
    return root(powers(frame, frame));
  }

  private double root(double sum) {
    return power == 1 ? sum : Math.sqrt(sum);
  }

  /** Sum of the powers of the changes over two frames together, in the order of the image. */
  private double powers(Frame a, Frame b) {
    double sum = 0;
    for (int y = 0; y < images.shape(1); y++) {
      int fromA = start(a, y);
      int toA = end(a, y);
      int fromB = start(b, y);
      int toB = end(b, y);
      for (int k = Math.min(fromA, fromB); k < Math.max(toA, toB); k++)
        if (k >= fromA && k < toA || k >= fromB && k < toB)
          sum += power == 1 ? Math.abs(change[k]) : change[k] * change[k];
    }
    return sum;
  }

  /** Where a frame begins in a row of the image; where nothing does if it has none of it. */
  private int start(Frame frame, int y) {
    return has(frame, y) ? position(y, frame.left()) : Integer.MAX_VALUE;
  }

  private int end(Frame frame, int y) {
    return has(frame, y) ? position(y, frame.left() + frame.width()) : 0;
  }

  private static boolean has(Frame frame, int y) {
    return y >= frame.top() && y < frame.top() + frame.height();
  }

  private int position(int y, int x) {
    return (y * width + x) * channels;
  }

  private double sign() {
    return random.nextBoolean() ? 1 : -1;
  }

  /** A positive and a negative hill side by side, of length 1, upright or lying. */
  static double[][] pair(int side, RandomGenerator random) {
    int half = side / 2;
    double[][] pair = new double[side][side];
    boolean lying = random.nextBoolean();
    for (int y = 0; y < side; y++)
      for (int x = 0; x < side; x++) {
        int row = lying ? x : y;
        int column = lying ? y : x;
        pair[y][x] =
            row < half
                ? height(row, column, half, side)
                : -height(row - half, column, side - half, side);
      }
    normalize(pair);
    return pair;
  }

  /** Square terraces around the middle, the n-th from within of the height {@code 1 / n^2}. */
  private static double height(int y, int x, int rows, int columns) {
    int terraces = Math.max(rows / 2, columns / 2) + 1;
    int distance = Math.max(Math.abs(y - rows / 2), Math.abs(x - columns / 2));
    double height = 0;
    for (int n = distance; n < terraces; n++) height += 1. / ((n + 1.) * (n + 1.));
    return height;
  }

  private static void normalize(double[][] values) {
    double sum = 0;
    for (double[] row : values) for (double v : row) sum += v * v;
    double length = Math.sqrt(sum);
    for (double[] row : values) for (int x = 0; x < row.length; x++) row[x] /= length;
  }
}
