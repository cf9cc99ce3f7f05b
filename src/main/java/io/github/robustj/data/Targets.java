package io.github.robustj.data;

import io.github.robustj.tensor.Tensor;
import java.util.random.RandomGenerator;

/** What a task asks about one slice, and how that follows the slice into a patch. */
sealed interface Targets permits Targets.Labels, Targets.Points, ObjectTargets {

  /** Row-major. */
  float[] cut(Slice slice, Placement from, int height, int width);

  /**
   * The shape of the targets of so many patches.
   *
   * @param length of the longest of their targets
   */
  int[] shape(int samples, int height, int width, int length);

  /** A random place in the slice that a patch should show, {@code y, x}; -1 for anywhere. */
  int[] focus(Slice slice, RandomGenerator random);

  /**
   * Those of slice {@code z}: class indices {@code [slice, y, x, 1]}, or rows {@code [slice, row,
   * column]} of landmarks or objects, whose columns differ in number.
   *
   * @param pairs of landmarks that change sides in mirrored patches
   */
  static Targets of(Tensor targets, int z, MirrorPairs pairs) {
    int n = targets.sampleLength();
    if (targets.shape().length == 3 && targets.shape(2) == BoxRow.COLUMNS)
      return new ObjectTargets(targets.slice(z, z + 1).data());
    if (targets.shape().length == 3)
      return new Points(targets.slice(z, z + 1).data(), targets.shape(2), pairs);
    short[] indices = new short[n];
    for (int i = 0; i < n; i++) indices[i] = (short) targets.data()[z * n + i];
    return new Labels(indices);
  }

  /**
   * @param indices of classes, {@code [y, x]}
   */
  record Labels(short[] indices) implements Targets {

    @Override
    public float[] cut(Slice slice, Placement from, int height, int width) {
      float[] patch = new float[height * width];
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
          double dy = y - (height - 1) / 2.0;
          double dx = x - (width - 1) / 2.0;
          patch[y * width + x] = nearest(slice, from.sourceY(dy, dx), from.sourceX(dy, dx));
        }
      return patch;
    }

    @Override
    public int[] shape(int samples, int height, int width, int length) {
      return new int[] {samples, height, width, 1};
    }

    /**
     * In half of the cases a random foreground pixel, so that large images with small structures
     * are learned too.
     */
    @Override
    public int[] focus(Slice slice, RandomGenerator random) {
      int[] nowhere = {-1, -1};
      if (random.nextBoolean()) return nowhere;
      int foreground = 0;
      for (short t : indices) if (t > 0) foreground++;
      if (foreground == 0) return nowhere;
      int chosen = random.nextInt(foreground);
      int i = -1;
      while (chosen >= 0) if (indices[++i] > 0) chosen--;
      return new int[] {i / slice.width(), i % slice.width()};
    }

    /** The class of the nearest pixel; -1 outside. */
    int nearest(Slice slice, double y, double x) {
      int row = (int) Math.round(y);
      int column = (int) Math.round(x);
      return slice.contains(row, column) ? indices[row * slice.width() + column] : -1;
    }
  }

  /**
   * @param rows a row per landmark, see {@link PointRow}
   * @param pairs of landmarks that change sides in mirrored patches
   */
  record Points(float[] rows, int columns, MirrorPairs pairs) implements Targets {

    /** A point that leaves the patch is missing there, and so is one beyond the slice. */
    @Override
    public float[] cut(Slice slice, Placement from, int height, int width) {
      float[] moved = rows.clone();
      for (int i = 0; i < moved.length; i += columns) {
        double sy = moved[i + PointRow.Y];
        double sx = moved[i + PointRow.X];
        double y = from.patchY(sy, sx) + (height - 1) / 2.0;
        double x = from.patchX(sy, sx) + (width - 1) / 2.0;
        boolean shown =
            inside(y, x, height, width) && inside(sy, sx, slice.height(), slice.width());
        moved[i + PointRow.PRESENT] = shown ? moved[i + PointRow.PRESENT] : 0;
        moved[i + PointRow.Y] = (float) y;
        moved[i + PointRow.X] = (float) x;
        moved[i + PointRow.HEIGHT] *= (float) from.magnification();
        moved[i + PointRow.WIDTH] *= (float) from.magnification();
        Extent.write(moved, i, slice, from, height, width);
      }
      return from.isMirrored() ? pairs.swapped(moved, columns) : moved;
    }

    private static boolean inside(double y, double x, int height, int width) {
      return y >= -.5 && x >= -.5 && y <= height - .5 && x <= width - .5;
    }

    @Override
    public int[] shape(int samples, int height, int width, int length) {
      return new int[] {samples, rows.length / columns, columns};
    }

    @Override
    public int[] focus(Slice slice, RandomGenerator random) {
      return new int[] {-1, -1};
    }
  }
}
