package io.github.robustj.data.reader.image;

import io.github.robustj.data.PixelPacker;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.data.lazy.LazyPixels;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** Numbers of a channel that are in memory as such while a block is read, about. */
  private static final int AT_ONCE = 1 << 16;

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
    return LazyPixels.image(file, size, block, values.bytes(), this::block, BlockCache.shared());
  }

  /** The part of a block that lies in the page. */
  private StoredPixels block(long[] place, int[] size) {
    int plane = layout.order()[(int) (place[3] * layout.channels() + place[2])];
    TiffPieces page = pages.get(behind ? 0 : plane);
    TiffKinds part = page.kind().part(page.blockWidth(), page.blockHeight());
    Block block = new Block(part, size, new PixelPacker(size[0] * size[1] * size[2]));
    FileBytes.read(
        file,
        in -> {
          in.order(values.order());
          page.read(in, behind ? plane : 0, place[0], place[1], block::take);
          return null;
        });
    return block.pixels.packed();
  }

  /**
   * A block that is being read, some rows at a time, so that its numbers take no more memory than
   * those that are kept.
   */
  private final class Block {

    /** As wide as the block. */
    private final TiffKinds kind;

    /** Of what is kept. */
    private final int[] size;

    private final PixelPacker pixels;
    private final float[][] rows;

    Block(TiffKinds kind, int[] size, PixelPacker pixels) {
      this.kind = kind;
      this.size = size;
      this.pixels = pixels;
      rows = new float[size[2]][Math.max(1, AT_ONCE / kind.width()) * kind.width()];
    }

    /** As {@link TiffStrips.Sink} has it. */
    void take(int plane, int top, int height, byte[] bytes) {
      int each = rows[0].length / kind.width();
      int length = bytes.length / height;
      for (int y = 0; y < height && top + y < size[1]; y += each) {
        int n = Math.min(Math.min(each, height - y), size[1] - top - y);
        byte[] part = Arrays.copyOfRange(bytes, y * length, (y + n) * length);
        values.as(kind).into(rows).accept(plane, 0, n, part);
        for (int c = 0; c < rows.length; c++) if (!kind.planar() || c == plane) keep(c, top + y, n);
      }
    }

    private void keep(int channel, int top, int n) {
      for (int y = 0; y < n; y++)
        pixels.put(
            (channel * size[1] + top + y) * size[0], rows[channel], y * kind.width(), size[0]);
    }
  }
}
