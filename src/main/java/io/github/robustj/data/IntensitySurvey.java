package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Looks at all pixels of an image that is larger than memory, square by square, several at the same
 * time.
 *
 * @param progress hears of the part of a look that is done, 0 to 1, from one thread at a time; may
 *     throw to stop
 */
record IntensitySurvey(Image image, DoubleConsumer progress) {

  /** Side of a square in pixels, as large as files have them. */
  private static final int SIDE = 1024;

  /** Takes a row of pixels of one channel. */
  interface Look<T> {
    void at(T into, int channel, float[] row);
  }

  /** Puts what was seen in a square to what was seen before. */
  interface Merge<T> {
    void add(T all, T part);
  }

  /** A rectangle of one slice. */
  private record Square(int slice, int top, int left, int height, int width) {}

  /**
   * @param empty called for every square, and once for all
   */
  <T> T look(Supplier<T> empty, Look<T> look, Merge<T> merge) {
    List<Square> squares = squares();
    T all = empty.get();
    int[] done = {0};
    squares.parallelStream()
        .forEach(
            square -> {
              T part = empty.get();
              look(square, part, look);
              synchronized (done) {
                merge.add(all, part);
                progress.accept((double) ++done[0] / squares.size());
              }
            });
    return all;
  }

  private <T> void look(Square square, T into, Look<T> look) {
    float[] row = new float[square.width];
    for (int c = 0; c < image.channels(); c++) {
      PlaneRows rows = PlaneRows.of(image, c, square.slice);
      for (int y = square.top; y < square.top + square.height; y++) {
        rows.read(y, square.left, row, 0, row.length);
        for (int x = 0; x < row.length; x++)
          if (!Float.isFinite(row[x])) throw noNumber(row[x], square.left + x, y, square.slice);
        look.at(into, c, row);
      }
    }
  }

  private RobustJException noNumber(float value, int x, int y, int slice) {
    return new RobustJException(
        "The image %s has a pixel that is not a number (%s, at x = %d, y = %d in slice %d); replace such pixels, by 0 for instance."
            .formatted(image.name(), value, x, y, slice + 1));
  }

  private List<Square> squares() {
    List<Square> squares = new ArrayList<>();
    for (int z = 0; z < image.slices(); z++)
      for (int y = 0; y < image.height(); y += SIDE)
        for (int x = 0; x < image.width(); x += SIDE)
          squares.add(
              new Square(
                  z, y, x, Math.min(SIDE, image.height() - y), Math.min(SIDE, image.width() - x)));
    return squares;
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
