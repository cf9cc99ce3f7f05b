package io.github.robustj.job;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Resampling;
import io.github.robustj.data.Scaling;
import io.github.robustj.task.detection.CellTile;
import java.util.ArrayList;
import java.util.List;
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

  /** Pixels that tell the normalisation; larger images are sampled. */
  private static final long ENOUGH = 1 << 22;

  private static final int SAMPLES = 4;

  /** Side of a sample: one for all predictions, however they are tiled. */
  private static final int SAMPLE = OpenModel.TILE;

  static Slide of(Image image, double scale, int tile) {
    return new Slide(
        image,
        Resampling.length(image.width(), scale),
        Resampling.length(image.height(), scale),
        tile);
  }

  /** As the network sees it. */
  static Slide of(Image image, Sight sight, double scale, int tile) {
    return of(image, sight.isResized(image) ? 1 : scale, tile);
  }

  List<CellTile> tiles() {
    return CellTile.of(height, width, tile);
  }

  Image cut(int slice, CellTile tile) {
    return part(slice, tile.left(), tile.top(), tile.width(), tile.height());
  }

  private Image part(int slice, int left, int top, int across, int down) {
    return Resampling.part(
        image, slice, new Resampling.Part(width, height, left, top, across, down));
  }

  /** As the image says, or as {@link #scaling(Normalization)} fits it. */
  Scaling scaling(Sight sight) {
    return sight.scaling(image, () -> scaling(sight.normalization()));
  }

  /** Of all slices; for large images of some places spread over them. */
  Scaling scaling(Normalization normalization) {
    if ((long) width * height * image.slices() <= ENOUGH)
      return Normalizer.fit(Resampling.to(image, width, height), normalization);
    List<RandomAccessibleInterval<FloatType>> samples = new ArrayList<>();
    int across = Math.min(SAMPLE, width);
    int down = Math.min(SAMPLE, height);
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
      int left = spread(i % SAMPLES, SAMPLES, width - across);
      int top = spread(i / SAMPLES, SAMPLES, height - down);
      int slice = spread(i, SAMPLES * SAMPLES, image.slices() - 1);
      samples.add(Views.hyperSlice(part(slice, left, top, across, down).pixels(), 3, 0));
    }
    Image together = new Image(image.name(), Views.stack(samples), image.calibration());
    return Normalizer.fit(together, normalization);
  }

  private static int spread(int i, int n, int last) {
    return (int) ((long) last * i / (n - 1));
  }

  /**
   * What of the objects is in the image, in its own pixels.
   *
   * @param found at the model's scale
   */
  List<BoxedObject> inImage(List<BoxedObject> found) {
    double x = (double) image.width() / width;
    double y = (double) image.height() / height;
    return found.stream()
        .flatMap(o -> o.box().within(width, height).map(b -> o.at(b.scaled(x, y))).stream())
        .toList();
  }
}
