package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Resampling;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.model.BlendedPart;
import io.github.robustj.model.CellRange;
import io.github.robustj.model.CellTile;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * @param stride pixels of the image to one of a network's output, along either axis
   */
  List<CellTile> tiles(int stride) {
    return CellTile.of(height, width, tile, stride);
  }

  /**
   * What a network sees of a tile.
   *
   * @param spare a tensor that may be filled, or null
   */
  Tensor cut(int slice, CellTile tile, Scaling scaling, Tensor spare) {
    return Preprocessing.part(
        image, slice, part(tile.left(), tile.top(), tile.width(), tile.height()), scaling, spare);
  }

  /**
   * Asks a network of this stride about a slice, and gives on what it says, a row of tiles at a
   * time.
   */
  void predict(
      int slice,
      DifferentiableModel network,
      int stride,
      Scaling scaling,
      JobListener listener,
      BlendedPart.Rows rows) {
    List<CellTile> tiles = tiles(stride);
    SeenTiles seen = new SeenTiles(this, slice, scaling, tiles);
    Tensor row = null;
    for (int i = 0; i < tiles.size(); i++) {
      listener.check();
      Tensor said = network.predict(seen.next());
      CellRange cells = tiles.get(i).cells();
      int across = CellTile.cells(width, stride);
      if (cells.left() == 0) row = Tensor.zeros(1, cells.height(), across, said.shape(3));
      tiles.get(i).copyToRow(row, said);
      if (cells.right() == across) rows.take(cells.top(), row);
      double done = (slice * tiles.size() + i + 1.) / (image.slices() * tiles.size());
      listener.progress(done, "tile %d of %d".formatted(i + 1, tiles.size()));
    }
  }

  private Resampling.Part part(int left, int top, int across, int down) {
    return new Resampling.Part(width, height, left, top, across, down);
  }

  /** Of all slices; for large images of some places spread over them. */
  Scaling scaling(Normalization normalization) {
    if ((long) width * height * image.slices() <= ENOUGH)
      return Normalizer.fit(Resampling.to(image, width, height), normalization);
    int across = Math.min(SAMPLE, width);
    int down = Math.min(SAMPLE, height);
    int samples = SAMPLES * SAMPLES;
    List<StoredPixels> planes = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      int left = spread(i % SAMPLES, SAMPLES, width - across);
      int top = spread(i / SAMPLES, SAMPLES, height - down);
      int slice = spread(i, samples, image.slices() - 1);
      planes.addAll(Resampling.planes(image, slice, part(left, top, across, down)));
    }
    Image together =
        new Image(
            image.name(),
            StoredPixels.image(planes, across, down, image.channels(), samples),
            image.calibration());
    return Normalizer.fit(together, normalization);
  }

  private static int spread(int i, int n, int last) {
    return (int) ((long) last * i / (n - 1));
  }
}
