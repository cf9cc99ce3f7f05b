package io.github.robustj.data.lazy;

import io.github.robustj.data.StoredPixels;
import io.github.robustj.error.RobustJException;
import java.util.Arrays;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;

/** Pixels that are read block by block when somebody looks at them. */
public final class LazyPixels {

  private LazyPixels() {}

  /** Reads a block from wherever the image is; by several threads at the same time. */
  @FunctionalInterface
  public interface Source {

    /**
     * @param block place of the block along each axis, in blocks
     * @param size of the block in pixels; the last one along an axis may be shorter
     * @return its pixels, first axis fastest
     * @throws RobustJException if it cannot be read
     */
    StoredPixels read(long[] block, int[] size);
  }

  /**
   * @param name of the file, for messages
   * @param size of the image, first axis fastest
   * @param block size of a block
   * @param bytes that a number takes while a block is read, at most
   * @throws RobustJException if a block is larger than all that the cache holds; later, of whoever
   *     looks at pixels, if they are no numbers or cannot be read
   */
  public static LazyCellImg<FloatType, StoredPixels> image(
      Object name, long[] size, int[] block, int bytes, Source source, BlockCache cache) {
    requireRoom(name, block, bytes, cache);
    CellGrid grid = new CellGrid(size, block);
    Object identity = new Object();
    return new LazyCellImg<>(
        grid,
        new FloatType(),
        index -> cache.get(identity, index, () -> load(name, grid, index, source)));
  }

  private static void requireRoom(Object name, int[] block, int each, BlockCache cache) {
    double bytes = each;
    for (int side : block) bytes *= side;
    if (bytes >= Integer.MAX_VALUE || BlockCache.memory((long) bytes) > cache.most())
      throw new RobustJException(
          "%s is stored in blocks of %.0f MB, and %d MB of Java's memory are for blocks, each counted twice; give Java more memory or store the image in smaller blocks."
              .formatted(name, bytes / (1 << 20), cache.most() >> 20));
  }

  private static Cell<StoredPixels> load(Object name, CellGrid grid, long index, Source source) {
    int n = grid.numDimensions();
    long[] least = new long[n];
    int[] size = new int[n];
    long[] place = new long[n];
    grid.getCellDimensions(index, least, size);
    grid.getCellGridPositionFlat(index, place);
    StoredPixels pixels = source.read(place, size);
    if (pixels instanceof StoredPixels.Floats floats)
      for (float pixel : floats.values()) requireNumber(name, pixel, least);
    return new Cell<>(size, least, pixels);
  }

  private static void requireNumber(Object name, float pixel, long[] least) {
    if (!Float.isFinite(pixel))
      throw new RobustJException(
          "%s has pixels that are not numbers (%s) in the block at %s; replace them, by 0 for instance."
              .formatted(name, pixel, Arrays.toString(least)));
  }
}
