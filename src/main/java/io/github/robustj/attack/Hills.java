package io.github.robustj.attack;

import java.util.random.RandomGenerator;

/** The building block of the Square attack in L2 (Andriushchenko et al. 2020, section 3.3). */
final class Hills {

  private Hills() {}

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
