package io.github.robustj.data.reader.image;

import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.data.lazy.LazyPixels;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The pixels of a TIFF file that is stored in tiles, or too large to be read whole: blocks are
 * tiles, or some strips that follow each other, or rectangles where nothing is compressed.
 *
 * @param pages one for each directory
 * @param behind whether planes without a directory follow the only page
 */
record LazyTiff(
    Path file, List<TiffPieces> pages, TiffValues values, TiffLayout layout, boolean behind) {

  /** Numbers of an image that is read whole at most, all channels and slices together. */
  static final long LARGEST_WHOLE = 1L << 28;

  /**
   * Whether an image of so many numbers is read lazily: of more than 2^28, or if its pixels would
   * take a quarter of Java's memory.
   */
  static boolean isLarge(double numbers) {
    return numbers > LARGEST_WHOLE
        || numbers * Float.BYTES > Runtime.getRuntime().maxMemory() / 4.0;
  }

  /**
   * @throws RobustJException if pages are stored in different ways, or the file ends before its
   *     last pixel
   */
  RandomAccessibleInterval<FloatType> pixels(long length) {
    TiffPieces first = pages.get(0);
    for (TiffPieces page : pages) {
      if (page.blockWidth() != first.blockWidth() || page.blockHeight() != first.blockHeight())
        throw TiffKinds.unsupported(file, "whose pages are stored in tiles of different sizes");
      page.requireInside(file, length, behind ? layout.order().length : 1);
    }
    TiffKinds kind = first.kind();
    int planes = layout.order().length / layout.channels();
    long[] size = {
      kind.width(), kind.height(), (long) layout.channels() * values.channels(), planes
    };
    int[] block = {first.blockWidth(), first.blockHeight(), values.channels(), 1};
    if ((long) block[0] * block[1] * block[2] > LARGEST_WHOLE)
      throw TiffKinds.unsupported(
          file, "stored in pieces of %d x %d pixels".formatted(block[0], block[1]));
    return LazyPixels.image(
        file,
        size,
        block,
        Float.BYTES,
        (place, part) -> StoredPixels.of(LazyPixels.cropped(block(place), block, part)),
        BlockCache.shared());
  }

  /** A block of full size; what lies beyond the page is 0. */
  private float[] block(long[] place) {
    int plane = layout.order()[(int) (place[3] * layout.channels() + place[2])];
    TiffPieces page = pages.get(behind ? 0 : plane);
    int pixels = page.blockWidth() * page.blockHeight();
    float[][] channels = new float[values.channels()][pixels];
    TiffKinds part = page.kind().part(page.blockWidth(), page.blockHeight());
    TiffStrips.Sink sink = values.as(part).into(channels);
    FileBytes.read(
        file,
        in -> {
          in.order(values.order());
          page.read(in, behind ? plane : 0, place[0], place[1], sink);
          return null;
        });
    if (channels.length == 1) return channels[0];
    float[] all = new float[channels.length * pixels];
    for (int c = 0; c < channels.length; c++)
      System.arraycopy(channels[c], 0, all, c * pixels, pixels);
    return all;
  }
}
