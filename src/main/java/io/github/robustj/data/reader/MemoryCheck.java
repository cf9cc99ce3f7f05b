package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import java.nio.file.Path;

/** Asks before an image is read whether there is room for it. */
public final class MemoryCheck {

  /** Pixels in one Java array. */
  public static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** Bytes that one byte of deflated data can stand for at most. */
  public static final int DEFLATE = 1032;

  /** Bytes that one byte of LZW codes (12 bits for a string of 4096) can stand for at most. */
  public static final int LZW = 2731;

  private MemoryCheck() {}

  /**
   * @param pixels of the image, all channels and slices together
   * @param bytesPerPixel while the image is read
   * @throws RobustJException if the image does not fit into the Java memory that is left, or into
   *     one array
   */
  public static void require(Path file, long pixels, long bytesPerPixel) {
    long bytes = pixels * bytesPerPixel;
    // Garbage counts as used; collect it before an image is refused for it.
    if (bytes > free()) System.gc();
    require(file, pixels, bytes, free());
  }

  public static void require(Path file, long pixels, long bytes, long free) {
    if (pixels > LARGEST_ARRAY)
      throw new RobustJException(
          "%s has %d pixels, but an image can have %d at most; crop it."
              .formatted(file, pixels, LARGEST_ARRAY));
    if (bytes > free)
      throw new RobustJException(
          "%s needs %d MB of memory but %d MB are free; give Java more memory or crop the image."
              .formatted(file, bytes >> 20, free >> 20));
  }

  private static long free() {
    Runtime java = Runtime.getRuntime();
    return java.maxMemory() - java.totalMemory() + java.freeMemory();
  }
}
