package io.github.robustj.data.reader;

import java.nio.ByteBuffer;

/**
 * Whether the bytes of a ROI are what ImageJ's decoder takes them for, which believes all lengths
 * and places in them: offsets as in {@code ij.io.RoiDecoder}, big-endian.
 */
final class RoiBytes {

  private static final int HEADER = 64;
  private static final int HEADER2 = 52;
  private static final int TEXT = 1;
  private static final int ELLIPSE = 3;
  private static final int IMAGE = 4;
  private static final int RECTANGLE = 1;
  private static final int OVAL = 2;
  private static final int LINE = 3;
  private static final int NONE = 6;
  private static final int POINT = 10;
  private static final int SPLINE = 1;
  private static final int SUBPIXEL = 128;
  private static final int SUBPIXEL_VERSION = 222;

  /** Pixels; no image is as large. */
  private static final float FARTHEST = 1e6f;

  /** Pixels along a spline, of which ImageJ keeps a point for every second one. */
  private static final double LONGEST_SPLINE = 1e7;

  private final ByteBuffer data;

  RoiBytes(byte[] bytes) {
    data = ByteBuffer.wrap(bytes);
  }

  /** Whether this is no selection but a text or an image drawn over one. */
  boolean isDecoration() {
    int subtype = isPossible() ? data.getShort(48) : 0;
    return subtype == TEXT || subtype == IMAGE;
  }

  /** Whether it can be decoded, and within memory in proportion to its bytes. */
  boolean isPossible() {
    return hasHeader() && hasShape() && hasSecondHeader();
  }

  private boolean hasHeader() {
    return data.limit() >= HEADER && data.getInt(0) == ('I' << 24 | 'o' << 16 | 'u' << 8 | 't');
  }

  private boolean hasShape() {
    int type = data.get(6) & 0xff;
    int composite = data.getInt(36);
    if (composite > 0)
      return type == RECTANGLE && holds(HEADER, 4L * composite) && areNear(HEADER, composite);
    if (type == RECTANGLE || type == OVAL) return isRectangle();
    if (type == LINE) return areNear(18, 4);
    return type != NONE && type <= POINT && hasPoints(type);
  }

  private boolean isRectangle() {
    boolean ordered =
        data.getShort(14) >= data.getShort(10) && data.getShort(12) >= data.getShort(8);
    return isSubpixel()
        ? areNear(18, 4) && data.getFloat(26) >= 0 && data.getFloat(30) >= 0
        : ordered;
  }

  private boolean hasPoints(int type) {
    long n = points();
    if (n < 1 || !holds(HEADER, isSubpixel() ? 12 * n : 4 * n)) return false;
    if (isSubpixel() && !areNear(HEADER + 4 * (int) n, 2 * (int) n)) return false;
    if (type == 7 && data.getShort(48) == ELLIPSE)
      return areNear(18, 4) && data.getFloat(52) >= 0 && data.getFloat(52) <= FARTHEST;
    return (data.getShort(50) & SPLINE) == 0 || length((int) n) <= LONGEST_SPLINE;
  }

  /** Those of long outlines stand elsewhere. */
  private long points() {
    int few = data.getShort(16) & 0xffff;
    return few > 0 ? few : data.getInt(18);
  }

  /** Along the outline, in pixels across and down. */
  private double length(int n) {
    double length = 0;
    for (int i = 1; i < n; i++)
      for (int axis = 0; axis < 2; axis++)
        length += Math.abs(coordinate(axis * n + i, n) - coordinate(axis * n + i - 1, n));
    return length;
  }

  private double coordinate(int index, int n) {
    return isSubpixel()
        ? data.getFloat(HEADER + 4 * n + 4 * index)
        : data.getShort(HEADER + 2 * index);
  }

  private boolean isSubpixel() {
    return (data.getShort(50) & SUBPIXEL) != 0 && data.getShort(4) >= SUBPIXEL_VERSION;
  }

  /** Its positions, name and properties. */
  private boolean hasSecondHeader() {
    int at = data.getInt(60);
    if (at == 0) return true;
    return at >= HEADER
        && holds(at, HEADER2)
        && hasText(data.getInt(at + 16), data.getInt(at + 20))
        && hasText(data.getInt(at + 40), data.getInt(at + 44))
        && (data.getInt(at + 48) == 0
            || holds(data.getInt(at + 48), points() < 0 ? -1 : 4 * points()));
  }

  private boolean hasText(int from, int length) {
    return from == 0 || length == 0 || (length > 0 && holds(from, 2L * length));
  }

  private boolean holds(int from, long bytes) {
    return from >= 0 && bytes >= 0 && from + bytes <= data.limit();
  }

  /** Whether so many floats from here are places in or near an image. */
  private boolean areNear(int from, int count) {
    for (int i = 0; i < count; i++)
      // Not a comparison with greater, which NaN passes.
      if (!(Math.abs(data.getFloat(from + 4 * i)) <= FARTHEST)) return false;
    return true;
  }
}
