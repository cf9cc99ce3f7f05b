package io.github.robustj.data;

/**
 * Where in a training patch its slice ends: what the patch shows beyond is a reflection, which
 * counts in no loss and no quality. Stands in the columns from {@link PointRow#SLICE_HEIGHT} on.
 *
 * @param rows see {@link PointRow}
 * @param row index at which the row of a landmark begins
 */
public record Extent(float[] rows, int row) {

  /** Of a patch that is its slice: every pixel counts. */
  public static final Extent ALL = new Extent(new float[PointRow.COLUMNS], 0);

  /** Half of a pixel, by which a slice reaches beyond the middles of its outermost ones. */
  private static final double EDGE = .5;

  /** Writes where a slice ends in a patch of it. */
  static void write(
      float[] rows, int row, Slice slice, Placement from, int patchHeight, int patchWidth) {
    double dy = -(patchHeight - 1) / 2.0;
    double dx = -(patchWidth - 1) / 2.0;
    rows[row + PointRow.SLICE_HEIGHT] = slice.height();
    rows[row + PointRow.SLICE_WIDTH] = slice.width();
    rows[row + PointRow.FIRST_Y] = (float) from.sourceY(dy, dx);
    rows[row + PointRow.FIRST_X] = (float) from.sourceX(dy, dx);
    rows[row + PointRow.Y_BY_Y] = (float) from.yy();
    rows[row + PointRow.Y_BY_X] = (float) from.yx();
    rows[row + PointRow.X_BY_Y] = (float) from.xy();
    rows[row + PointRow.X_BY_X] = (float) from.xx();
  }

  /** Whether the middle of a pixel of the patch lies in the slice. */
  public boolean contains(int y, int x) {
    double height = rows[row + PointRow.SLICE_HEIGHT];
    if (height == 0) return true;
    return within(source(PointRow.FIRST_Y, y, x), height)
        && within(source(PointRow.FIRST_X, y, x), rows[row + PointRow.SLICE_WIDTH]);
  }

  static boolean within(double place, double length) {
    return place >= -EDGE && place < length - EDGE;
  }

  /** Along one axis of the slice; the slopes stand behind the first pixel's place. */
  private double source(int first, int y, int x) {
    return rows[row + first]
        + rows[row + first + 1] * (double) y
        + rows[row + first + 2] * (double) x;
  }
}
