package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.imglib2.img.cell.LazyCellImg;

/**
 * Looks at all pixels of an image that is larger than memory, part by part, several at the same
 * time. Parts are made of whole blocks of what is stored, so that each block is read once.
 *
 * @param progress hears of the part of a look that is done, 0 to 1, from one thread at a time; may
 *     throw to stop
 */
record IntensitySurvey(Image image, DoubleConsumer progress) {

  /** Side of a part in pixels, if blocks are no larger. */
  private static final int SIDE = 1024;

  /** Takes a row of pixels of one channel. */
  interface Look<T> {
    void at(T into, int channel, float[] row);
  }

  /** Puts what was seen in a part to what was seen before. */
  interface Merge<T> {
    void add(T all, T part);
  }

  /** A rectangle of one slice. */
  private record Place(int slice, int top, int left, int height, int width) {}

  /**
   * @param empty called for every part, and once for all
   */
  <T> T look(Supplier<T> empty, Look<T> look, Merge<T> merge) {
    List<Place> places = places();
    T all = empty.get();
    int[] done = {0};
    places.parallelStream()
        .forEach(
            place -> {
              T part = empty.get();
              look(place, part, look);
              synchronized (done) {
                merge.add(all, part);
                progress.accept((double) ++done[0] / places.size());
              }
            });
    return all;
  }

  private <T> void look(Place place, T into, Look<T> look) {
    float[] row = new float[place.width];
    for (int c = 0; c < image.channels(); c++) {
      PlaneRows rows = PlaneRows.of(image, c, place.slice);
      for (int y = place.top; y < place.top + place.height; y++) {
        rows.read(y, place.left, row, 0, row.length);
        for (int x = 0; x < row.length; x++)
          if (!Float.isFinite(row[x])) throw noNumber(row[x], place.left + x, y, place.slice);
        look.at(into, c, row);
      }
    }
  }

  private RobustJException noNumber(float value, int x, int y, int slice) {
    return new RobustJException(
        "The image %s has a pixel that is not a number (%s, at x = %d, y = %d in slice %d); replace such pixels, by 0 for instance."
            .formatted(image.name(), value, x, y, slice + 1));
  }

  private List<Place> places() {
    int across = side(0, SIDE);
    // Blocks that are long strips make flat parts.
    int down = side(1, Math.max(1, SIDE * SIDE / across));
    List<Place> places = new ArrayList<>();
    for (int z = 0; z < image.slices(); z++)
      for (long y = 0; y < image.height(); y += down)
        for (long x = 0; x < image.width(); x += across)
          places.add(
              new Place(
                  z,
                  (int) y,
                  (int) x,
                  (int) Math.min(down, image.height() - y),
                  (int) Math.min(across, image.width() - x)));
    return places;
  }

  /** As many whole blocks as are about so long, one at least. */
  private int side(int axis, int wanted) {
    if (!(image.pixels() instanceof LazyCellImg<?, ?> blocks)) return wanted;
    int block = blocks.getCellGrid().cellDimension(axis);
    return block * Math.max(1, wanted / block);
  }

  /** What each channel holds, after one look. */
  List<LargeIntensities> channels() {
    IntensityCount[] counts =
        look(
            () ->
                IntStream.range(0, image.channels())
                    .mapToObj(c -> new IntensityCount())
                    .toArray(IntensityCount[]::new),
            (into, channel, row) -> into[channel].add(row),
            (all, part) -> {
              for (int c = 0; c < all.length; c++) all[c].add(part[c]);
            });
    return IntStream.range(0, counts.length)
        .mapToObj(c -> new LargeIntensities(this, c, c + 1, counts[c]))
        .toList();
  }
}
