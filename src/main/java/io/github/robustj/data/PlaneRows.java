package io.github.robustj.data;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The rows of one channel of one slice of an image. Where the image is an array, as images that
 * were read and resampled ones are, rows are copied whole: going from pixel to pixel took longer
 * than the network's own arithmetic.
 */
interface PlaneRows {

  /** Takes intensities of a row that are stored one behind the other. */
  interface Taker {

    /**
     * @param from where they are stored
     * @param index of the first of them there
     * @param at which of those asked for the first of them is
     */
    void take(StoredPixels from, int index, int at, int count);
  }

  /**
   * Gives out {@code count} intensities of row {@code y} from column {@code left} on, piece by
   * piece.
   *
   * @param y,left counted from 0, wherever the image's interval begins
   */
  void each(int y, int left, int count, Taker taker);

  /**
   * Copies them.
   *
   * @param at where the first one goes
   */
  default void read(int y, int left, float[] into, int at, int count) {
    each(y, left, count, (from, index, first, n) -> from.copy(index, into, at + first, n));
  }

  /**
   * @param channel,slice counted from 0
   */
  static PlaneRows of(Image image, int channel, int slice) {
    RandomAccessibleInterval<FloatType> pixels = image.pixels();
    int width = image.width();
    int plane = slice * image.channels() + channel;
    if (pixels instanceof PlanarImg<?, ?> planar && stored(planar.getPlane(plane)) != null)
      return ofPlane(stored(planar.getPlane(plane)), 0, width);
    if (pixels instanceof ArrayImg<?, ?> array && stored(array.update(null)) != null)
      return ofPlane(stored(array.update(null)), plane * width * image.height(), width);
    if (pixels instanceof LazyCellImg<?, ?> cells) return ofCells(cells, channel, slice);
    return ofView(pixels, channel, slice);
  }

  /** Null of pixels that are stored otherwise. */
  private static StoredPixels stored(Object access) {
    if (access instanceof FloatArray a) return new StoredPixels.Floats(a.getCurrentStorageArray());
    return access instanceof StoredPixels stored ? stored : null;
  }

  private static PlaneRows ofPlane(StoredPixels values, int start, int width) {
    return (y, left, count, taker) -> taker.take(values, start + y * width + left, 0, count);
  }

  /** Blocks that are read when somebody looks at them: rows of each are copied whole. */
  private static PlaneRows ofCells(LazyCellImg<?, ?> pixels, int channel, int slice) {
    int wide = pixels.getCellGrid().cellDimension(0);
    int high = pixels.getCellGrid().cellDimension(1);
    int deep = pixels.getCellGrid().cellDimension(2);
    int thick = pixels.getCellGrid().cellDimension(3);
    RandomAccess<? extends Cell<?>> cell = pixels.getCells().randomAccess();
    // A window lies in one or two blocks of a row of them, which need not be looked up row by row.
    Cell<?>[] last = new Cell<?>[2];
    return (y, left, count, taker) -> {
      for (int x = left; x < left + count; ) {
        Cell<?> found = last[x / wide & 1];
        if (found == null || !holds(found, x, y)) {
          cell.setPosition(new int[] {x / wide, y / high, channel / deep, slice / thick});
          last[x / wide & 1] = found = cell.get();
        }
        int own = (int) found.dimension(0);
        int column = x % wide;
        int n = Math.min(own - column, left + count - x);
        long plane = (long) (slice % thick) * found.dimension(2) + channel % deep;
        int from = (int) ((plane * found.dimension(1) + y % high) * own + column);
        taker.take((StoredPixels) found.getData(), from, x - left, n);
        x += n;
      }
    };
  }

  private static boolean holds(Cell<?> cell, int x, int y) {
    long across = x - cell.min(0);
    long down = y - cell.min(1);
    return across >= 0 && across < cell.dimension(0) && down >= 0 && down < cell.dimension(1);
  }

  private static PlaneRows ofView(
      RandomAccessibleInterval<FloatType> pixels, int channel, int slice) {
    RandomAccess<FloatType> pixel = pixels.randomAccess();
    pixel.setPosition(pixels.min(2) + channel, 2);
    pixel.setPosition(pixels.min(3) + slice, 3);
    return (y, left, count, taker) -> {
      float[] values = new float[count];
      pixel.setPosition(pixels.min(1) + y, 1);
      pixel.setPosition(pixels.min(0) + left, 0);
      for (int x = 0; x < count; x++) {
        values[x] = pixel.get().get();
        if (x + 1 < count) pixel.fwd(0);
      }
      taker.take(new StoredPixels.Floats(values), 0, 0, count);
    };
  }
}
