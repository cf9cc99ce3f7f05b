package io.github.robustj.metric;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The raster that label maps of a case are on. Maps are arrays in the order x, y, slice.
 *
 * @param width in pixels, along x; as {@code height} along y and {@code slices}
 * @param x size of a pixel in the unit of all lengths, as {@code y} and {@code z}; a {@code z} of 0
 *     stands for slices that lie nowhere in particular to each other, each of which is on its own
 */
public record Voxels(int width, int height, int slices, double x, double y, double z) {

  /** One slice, square pixels of size 1. */
  public Voxels(int width, int height) {
    this(width, height, 1, 1, 1, 0);
  }

  /** The longest way inside the raster, corner to corner, of pixels and not of their centres. */
  public double diagonal() {
    return Math.sqrt(square(width * x) + square(height * y) + square(slices * z));
  }

  /** A part of a raster, from a voxel on. */
  public record Part(int column, int row, int slice, Voxels of) {

    /** What a map of the whole raster has there. */
    public boolean[] cut(IntPredicate map, Voxels whole) {
      boolean[] cut = new boolean[of.width * of.height * of.slices];
      for (int i = 0; i < cut.length; i++) {
        int s = slice + i / (of.width * of.height);
        int r = row + i / of.width % of.height;
        cut[i] = map.test((s * whole.height + r) * whole.width + column + i % of.width);
      }
      return cut;
    }
  }

  /** The smallest part in which a set lies with one voxel around it, as far as there is one. */
  public Part around(IntPredicate set) {
    int[] low = {width, height, slices};
    int[] high = {-1, -1, -1};
    for (int i = 0; i < width * height * slices; i++) {
      if (!set.test(i)) continue;
      int[] place = {i % width, i / width % height, i / (width * height)};
      for (int axis = 0; axis < 3; axis++) {
        low[axis] = Math.min(low[axis], place[axis]);
        high[axis] = Math.max(high[axis], place[axis]);
      }
    }
    if (high[0] < 0) return new Part(0, 0, 0, new Voxels(0, 0, 0, x, y, z));
    int[] size = {width, height, slices};
    for (int axis = 0; axis < 3; axis++) {
      low[axis] = Math.max(0, low[axis] - 1);
      size[axis] = Math.min(size[axis], high[axis] + 2) - low[axis];
    }
    return new Part(low[0], low[1], low[2], new Voxels(size[0], size[1], size[2], x, y, z));
  }

  private static double square(double length) {
    return length * length;
  }

  /**
   * The Euclidean distance from every voxel's centre to that of the nearest voxel of a set, exact,
   * in time linear in the number of voxels: the lower envelope of parabolas along one axis after
   * the other (Felzenszwalb and Huttenlocher 2012). Infinite where there is none.
   */
  double[] distances(boolean[] set) {
    double[] squared = new double[set.length];
    for (int i = 0; i < set.length; i++) squared[i] = set[i] ? 0 : Double.POSITIVE_INFINITY;
    for (int line = 0; line < height * slices; line++)
      new Line(width, x).replace(squared, line * width, 1);
    for (int slice = 0; slice < slices; slice++)
      for (int column = 0; column < width; column++)
        new Line(height, y).replace(squared, slice * width * height + column, width);
    if (z > 0)
      for (int pixel = 0; pixel < width * height; pixel++)
        new Line(slices, z).replace(squared, pixel, width * height);
    return Arrays.stream(squared).map(Math::sqrt).toArray();
  }

  /**
   * Squared distances along one line of voxels.
   *
   * @param length number of voxels
   * @param step between two of them
   */
  private record Line(int length, double step) {

    void replace(double[] squared, int start, int stride) {
      double[] height = new double[length];
      for (int i = 0; i < length; i++) height[i] = squared[start + i * stride];
      int[] lowest = new int[length];
      double[] from = new double[length];
      int parabolas = envelope(height, lowest, from);
      if (parabolas == 0) return;
      for (int i = 0, p = 0; i < length; i++) {
        while (p + 1 < parabolas && from[p + 1] < i * step) p++;
        squared[start + i * stride] = square((i - lowest[p]) * step) + height[lowest[p]];
      }
    }

    /**
     * The parabolas that are lowest somewhere.
     *
     * @param lowest filled with their places
     * @param from filled with the position from which each is lowest
     * @return how many there are
     */
    private int envelope(double[] height, int[] lowest, double[] from) {
      int parabolas = 0;
      for (int i = 0; i < length; i++) {
        if (Double.isInfinite(height[i])) continue;
        double begin = Double.NEGATIVE_INFINITY;
        while (parabolas > 0) {
          begin = crossing(height, lowest[parabolas - 1], i);
          if (begin > from[parabolas - 1]) break;
          parabolas--;
          begin = Double.NEGATIVE_INFINITY;
        }
        lowest[parabolas] = i;
        from[parabolas++] = begin;
      }
      return parabolas;
    }

    /** Where the parabola of the later place becomes the lower one. */
    private double crossing(double[] height, int earlier, int later) {
      double one = height[earlier] + square(earlier * step);
      double other = height[later] + square(later * step);
      return (other - one) / (2 * (later - earlier) * step);
    }
  }

  /**
   * The voxels of a set with a face on one that is not in it, or on the border of the raster: its
   * surface, or its outline where slices are on their own.
   */
  boolean[] surface(boolean[] set) {
    boolean[] surface = new boolean[set.length];
    for (int i = 0; i < set.length; i++) {
      if (!set[i]) continue;
      int column = i % width;
      int row = i / width % height;
      int slice = i / (width * height);
      surface[i] =
          !(column > 0 && set[i - 1])
              || !(column < width - 1 && set[i + 1])
              || !(row > 0 && set[i - width])
              || !(row < height - 1 && set[i + width])
              || z > 0 && slices > 1 && !inBothNeighbours(set, i, slice);
    }
    return surface;
  }

  private boolean inBothNeighbours(boolean[] set, int i, int slice) {
    int next = width * height;
    return slice > 0 && set[i - next] && slice < slices - 1 && set[i + next];
  }

  /**
   * The connected components of a set, by corners too (8 or 26 neighbours).
   *
   * @return for each voxel the number of its component, from 1 in the order of their first voxels;
   *     0 outside of the set
   */
  int[] components(boolean[] set) {
    int[] component = new int[set.length];
    int[] open = new int[set.length];
    int found = 0;
    for (int i = 0; i < set.length; i++)
      if (set[i] && component[i] == 0) fill(set, component, open, i, ++found);
    return component;
  }

  /**
   * @param open has room for all that are found
   */
  private void fill(boolean[] set, int[] component, int[] open, int first, int number) {
    int found = 0;
    component[first] = number;
    open[found++] = first;
    for (int next = 0; next < found; next++) {
      int i = open[next];
      int column = i % width;
      int row = i / width % height;
      int slice = i / (width * height);
      int across = z > 0 ? 1 : 0;
      for (int s = Math.max(0, slice - across); s <= Math.min(slices - 1, slice + across); s++)
        for (int r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++)
          for (int c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
            int near = (s * height + r) * width + c;
            if (!set[near] || component[near] != 0) continue;
            component[near] = number;
            open[found++] = near;
          }
    }
  }
}
