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

  /** Number of columns. */
  public static final int COLUMNS = 6;

  private PointRow() {}
}
