package io.github.robustj.data;

/**
 * The columns of the targets of landmarks, {@code [sample, landmark, column]}: all that a loss or a
 * score needs to know about a landmark, in so few numbers that a batch of them costs nothing.
 */
public final class PointRow {

  /** 1, or 0 where the image does not show the landmark. */
  public static final int PRESENT = 0;

  /** Where it is, in pixels of the network's input. */
  public static final int Y = 1;

  public static final int X = 2;

  /** Of the disc in which its heat map and offsets are learned, in pixels. */
  public static final int RADIUS = 3;

  /** The size of a pixel, in mm or another unit; 1 where it is not known. */
  public static final int HEIGHT = 4;

  public static final int WIDTH = 5;

  /**
   * Of the sample, the same in all of its rows, as are those below: pixels of the slice that a
   * patch shows, see {@link Extent}. 0 where the sample is the slice; the columns below mean
   * nothing then.
   */
  public static final int SLICE_HEIGHT = 6;

  public static final int SLICE_WIDTH = 7;

  /**
   * Where the middle of the patch's first pixel lies in the slice, in pixels from its first one.
   */
  public static final int FIRST_Y = 8;

  /** How far that is moved by one pixel down and by one to the right in the patch. */
  public static final int Y_BY_Y = 9;

  public static final int Y_BY_X = 10;

  /** The same across. */
  public static final int FIRST_X = 11;

  public static final int X_BY_Y = 12;

  public static final int X_BY_X = 13;

  /** Number of columns; not that of {@link BoxRow}. */
  public static final int COLUMNS = 14;

  private PointRow() {}
}
