package io.github.robustj.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A rectangle of cells of an image.
 *
 * @param top,left its first cell
 */
public record CellRange(int top, int left, int height, int width) {

  /** The row behind the last. */
  public int bottom() {
    return top + height;
  }

  /** The column behind the last. */
  public int right() {
    return left + width;
  }

  public boolean contains(int y, int x) {
    return y >= top && y < bottom() && x >= left && x < right();
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(top);
    out.writeInt(left);
    out.writeInt(height);
    out.writeInt(width);
  }

  public static CellRange read(DataInput in) throws IOException {
    return new CellRange(in.readInt(), in.readInt(), in.readInt(), in.readInt());
  }
}
