package io.github.robustj.data;

/**
 * How the pixels of one grid stand in the order of another that holds the same pixels.
 *
 * @param axes for each axis of the first grid the axis of the second that it runs along
 * @param flipped for each axis of the first grid whether it runs backwards there
 */
record GridMap(int[] axes, boolean[] flipped) {

  /**
   * Null if the grids do not hold the same pixels.
   *
   * @param size of the first grid and {@code target} of the second, in pixels
   * @param tolerance in pixels, for each corner
   */
  static GridMap between(World from, World to, long[] size, long[] target, double tolerance) {
    double[][] map = map(from, to);
    if (map == null) return null;
    int[] axes = new int[3];
    boolean[] flipped = new boolean[3];
    for (int column = 0; column < 3; column++) {
      int axis = 0;
      for (int row = 1; row < 3; row++)
        if (Math.abs(map[row][column]) > Math.abs(map[axis][column])) axis = row;
      axes[column] = axis;
      // A single slice is the same forwards and backwards.
      flipped[column] = map[axis][column] < 0 && size[column] > 1;
    }
    GridMap grid = new GridMap(axes, flipped);
    return grid.isPermutation() && grid.fits(map, size, target, tolerance) ? grid : null;
  }

  boolean isIdentity() {
    for (int axis = 0; axis < 3; axis++) if (axes[axis] != axis || flipped[axis]) return false;
    return true;
  }

  private boolean isPermutation() {
    return axes[0] != axes[1] && axes[0] != axes[2] && axes[1] != axes[2];
  }

  /** Whether each corner of the first grid falls on the corner of the second that it stands for. */
  private boolean fits(double[][] map, long[] size, long[] target, double tolerance) {
    for (int axis = 0; axis < 3; axis++) if (size[axis] != target[axes[axis]]) return false;
    for (int corner = 0; corner < 8; corner++) {
      double[] mapped = {map[0][3], map[1][3], map[2][3]};
      double[] expected = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        long last = size[axis] - 1;
        long index = (corner >> axis & 1) * last;
        for (int row = 0; row < 3; row++) mapped[row] += map[row][axis] * index;
        expected[axes[axis]] = flipped[axis] ? last - index : index;
      }
      for (int row = 0; row < 3; row++)
        if (!(Math.abs(mapped[row] - expected[row]) <= tolerance)) return false;
    }
    return true;
  }

  /** Pixels of the first grid to pixels of the second; null if the second has no volume. */
  private static double[][] map(World from, World to) {
    double[][] inverse = inverse(to);
    if (inverse == null) return null;
    double[][] map = new double[3][4];
    for (int row = 0; row < 3; row++)
      for (int column = 0; column < 4; column++)
        for (int k = 0; k < 3; k++) {
          double value = from.at(k, column) - (column == 3 ? to.at(k, 3) : 0);
          map[row][column] += inverse[row][k] * value;
        }
    return map;
  }

  /** Of the three columns without the translation, by cofactors. */
  private static double[][] inverse(World world) {
    double[][] cofactors = new double[3][3];
    for (int r = 0; r < 3; r++)
      for (int c = 0; c < 3; c++) {
        int r1 = (r + 1) % 3;
        int r2 = (r + 2) % 3;
        int c1 = (c + 1) % 3;
        int c2 = (c + 2) % 3;
        cofactors[c][r] = world.at(r1, c1) * world.at(r2, c2) - world.at(r1, c2) * world.at(r2, c1);
      }
    double volume = 0;
    for (int c = 0; c < 3; c++) volume += world.at(0, c) * cofactors[c][0];
    if (!(Math.abs(volume) > 0)) return null;
    for (double[] row : cofactors) for (int c = 0; c < 3; c++) row[c] /= volume;
    return cofactors;
  }
}
