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

  /**
   * Copies {@code count} intensities of row {@code y} from column {@code left} on.
   *
   * @param y,left counted from 0, wherever the image's interval begins
   * @param at where the first one goes
   */
  void read(int y, int left, float[] into, int at, int count);

  /**
   * @param channel,slice counted from 0
   */
  static PlaneRows of(Image image, int channel, int slice) {
    RandomAccessibleInterval<FloatType> pixels = image.pixels();
    int width = image.width();
    int plane = slice * image.channels() + channel;
    if (pixels instanceof PlanarImg<?, ?> planar && planar.getPlane(plane) instanceof FloatArray a)
      return ofArray(a.getCurrentStorageArray(), 0, width);
    if (pixels instanceof ArrayImg<?, ?> array && array.update(null) instanceof FloatArray a)
      return ofArray(a.getCurrentStorageArray(), plane * width * image.height(), width);
    if (pixels instanceof LazyCellImg<?, ?> cells) return ofCells(cells, channel, slice);
    return ofView(pixels, channel, slice);
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
    return (y, left, into, at, count) -> {
      for (int x = left, to = at; x < left + count; ) {
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
        ((StoredPixels) found.getData()).copy(from, into, to, n);
        x += n;
        to += n;
      }
    };
  }

  private static boolean holds(Cell<?> cell, int x, int y) {
    long across = x - cell.min(0);
    long down = y - cell.min(1);
    return across >= 0 && across < cell.dimension(0) && down >= 0 && down < cell.dimension(1);
  }

  private static PlaneRows ofArray(float[] values, int start, int width) {
    return (y, left, into, at, count) ->
        System.arraycopy(values, start + y * width + left, into, at, count);
  }

  private static PlaneRows ofView(
      RandomAccessibleInterval<FloatType> pixels, int channel, int slice) {
    RandomAccess<FloatType> pixel = pixels.randomAccess();
    pixel.setPosition(pixels.min(2) + channel, 2);
    pixel.setPosition(pixels.min(3) + slice, 3);
    return (y, left, into, at, count) -> {
      pixel.setPosition(pixels.min(1) + y, 1);
      pixel.setPosition(pixels.min(0) + left, 0);
      for (int x = 0; x < count; x++) {
        into[at + x] = pixel.get().get();
        if (x + 1 < count) pixel.fwd(0);
      }
    };
  }
}
