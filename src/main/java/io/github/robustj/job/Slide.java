package io.github.robustj.job;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Resampling;
import io.github.robustj.data.Scaling;
import io.github.robustj.task.BoxMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * An image of any size in tiles at the scale of a model.
 *
 * @param width,height of the image at that scale
 * @param tile longest side of a tile
 */
record Slide(Image image, int width, int height, int tile) {

  /** An object counts in a tile that has its centre up to this far outside the middle part. */
  private static final double SHARED = 4;

  /** Pixels that tell the normalisation; larger images are sampled. */
  private static final long ENOUGH = 1 << 22;

  private static final int SAMPLES = 4;

  private static final int CELL = BoxMaps.STRIDE;

  /**
   * A part of the image that is seen at once.
   *
   * @param core what of it is not the middle part of another tile, in pixels at the scale
   */
  record Tile(Resampling.Part part, Box core) {}

  static Slide of(Image image, double scale, int tile) {
    return new Slide(
        image,
        Resampling.length(image.width(), scale),
        Resampling.length(image.height(), scale),
        tile);
  }

  List<Tile> tiles() {
    int[] tops = starts(height);
    int[] lefts = starts(width);
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < tops.length; i++)
      for (int j = 0; j < lefts.length; j++)
        tiles.add(
            new Tile(
                part(lefts[j], tops[i]),
                new Box(
                    border(lefts, j, width),
                    border(tops, i, height),
                    border(lefts, j + 1, width),
                    border(tops, i + 1, height))));
    return tiles;
  }

  private Resampling.Part part(int left, int top) {
    return new Resampling.Part(
        width, height, left, top, Math.min(tile, width), Math.min(tile, height));
  }

  /** Evenly spread so that neighbours share a quarter at least; all but the last on whole cells. */
  private int[] starts(int length) {
    if (length <= tile) return new int[] {0};
    int last = length - tile;
    int n = (int) Math.ceil(last / (.75 * tile)) + 1;
    return IntStream.range(0, n)
        .map(i -> i == n - 1 ? last : (int) ((long) last * i / (n - 1)) / CELL * CELL)
        .toArray();
  }

  /** Between tile {@code i - 1} and {@code i}: the middle of what both see. */
  private double border(int[] starts, int i, int length) {
    if (i == 0) return Double.NEGATIVE_INFINITY;
    if (i == starts.length) return Double.POSITIVE_INFINITY;
    return (starts[i] + starts[i - 1] + Math.min(tile, length)) / 2.0;
  }

  Image cut(int slice, Tile tile) {
    return Resampling.part(image, slice, tile.part());
  }

  /** As the network sees it. */
  static Slide of(Image image, Sight sight, double scale, int tile) {
    return of(image, sight.isResized(image) ? 1 : scale, tile);
  }

  /** As the image says, or as {@link #scaling(Normalization)} fits it. */
  Scaling scaling(Sight sight) {
    return sight.scaling(image, () -> scaling(sight.normalization()));
  }

  /** Of all slices; for large images of some places spread over them. */
  Scaling scaling(Normalization normalization) {
    if ((long) width * height * image.slices() <= ENOUGH) {
      Image small = Resampling.scaled(image, (double) width / image.width());
      return Normalizer.fit(small, normalization);
    }
    List<RandomAccessibleInterval<FloatType>> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
      int left = spread(i % SAMPLES, SAMPLES, width - Math.min(tile, width));
      int top = spread(i / SAMPLES, SAMPLES, height - Math.min(tile, height));
      int slice = spread(i, SAMPLES * SAMPLES, image.slices() - 1);
      Image sample = Resampling.part(image, slice, part(left, top));
      samples.add(Views.hyperSlice(sample.pixels(), 3, 0));
    }
    Image together = new Image(image.name(), Views.stack(samples), image.calibration());
    return Normalizer.fit(together, normalization);
  }

  private static int spread(int i, int n, int last) {
    return (int) ((long) last * i / (n - 1));
  }

  /**
   * The objects whose centre is in the middle part of the tile, in pixels of the image.
   *
   * @param found in pixels of the tile
   */
  List<BoxedObject> inImage(Tile tile, List<BoxedObject> found) {
    double x = (double) image.width() / width;
    double y = (double) image.height() / height;
    List<BoxedObject> kept = new ArrayList<>();
    for (BoxedObject object : found) {
      Box place = object.box().moved(tile.part().left(), tile.part().top());
      if (!isIn(tile.core(), place)) continue;
      Optional<Box> inside = place.scaled(x, y).within(image.width(), image.height());
      inside.ifPresent(box -> kept.add(object.at(box)));
    }
    return kept;
  }

  private static boolean isIn(Box core, Box object) {
    return object.centerX() >= core.left() - SHARED
        && object.centerX() <= core.right() + SHARED
        && object.centerY() >= core.top() - SHARED
        && object.centerY() <= core.bottom() + SHARED;
  }
}
