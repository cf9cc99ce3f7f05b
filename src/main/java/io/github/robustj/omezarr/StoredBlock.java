package io.github.robustj.omezarr;

import io.github.robustj.zarr.ZarrArray;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A block of a level that is written at once: a shard, or the chunks that would be one.
 *
 * @param top first row and {@code left} first column; {@code height} and {@code width} end with the
 *     image
 */
record StoredBlock(
    OmeImage image,
    ZarrArray array,
    int channel,
    int slice,
    int top,
    int left,
    int height,
    int width) {

  static StoredBlock of(
      OmeImage image, ZarrArray array, int level, int channel, int slice, long row, long column) {
    int h = OmeImage.at(level, image.height());
    int w = OmeImage.at(level, image.width());
    int top = (int) (row * OmeImage.block(h));
    int left = (int) (column * OmeImage.block(w));
    return new StoredBlock(
        image,
        array,
        channel,
        slice,
        top,
        left,
        Math.min(OmeImage.block(h), h - top),
        Math.min(OmeImage.block(w), w - left));
  }

  private interface Unit {
    /** False to stop. */
    boolean accept(long row, long column, int fileHeight, int fileWidth);
  }

  /** All files of the block, until one is refused; false then. */
  private boolean files(Unit unit) {
    int[] stored = array.stored();
    int fh = stored[stored.length - 2];
    int fw = stored[stored.length - 1];
    for (long y = top; y < (long) top + height; y += fh)
      for (long x = left; x < (long) left + width; x += fw)
        if (!unit.accept(y / fh, x / fw, fh, fw)) return false;
    return true;
  }

  boolean isStored() {
    return files((row, column, h, w) -> array.isStored(image.index(channel, slice, row, column)));
  }

  /**
   * @param values row by row
   */
  void write(int[] values) {
    write(values, int[]::new, file -> image.type().bytes(file));
  }

  void write(float[] values) {
    write(values, float[]::new, file -> image.type().bytes(file));
  }

  private <A> void write(A values, IntFunction<A> empty, Function<A, byte[]> bytes) {
    files(
        (row, column, h, w) -> {
          A file = empty.apply(h * w);
          copy(values, file, row * h - top, column * w - left, h, w);
          array.write(bytes.apply(file), image.index(channel, slice, row, column));
          return true;
        });
  }

  /** The part of the block that a file holds; what lies beyond the image stays 0. */
  private void copy(Object values, Object file, long top, long left, int h, int w) {
    int rows = (int) Math.min(h, height - top);
    int columns = (int) Math.min(w, width - left);
    for (int y = 0; y < rows; y++)
      System.arraycopy(values, (int) ((top + y) * width + left), file, y * w, columns);
  }
}
