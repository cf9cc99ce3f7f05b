package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A part of an image that a network with coarse outputs sees at once, and the cells of the image
 * that it is asked for: those that are nearer to the middle of this tile than to that of another,
 * so that each cell has a quarter of the tile's overlap around it as context. Tiles begin where
 * cells do.
 *
 * @param top,left of the part, in pixels
 * @param height,width of the part, in pixels; at the lower and right end less than the tile's side
 *     where the image's side is no multiple of a cell
 * @param cells that count, in cells of the image
 * @param stride side of a cell in pixels
 */
public record CellTile(int top, int left, int height, int width, CellRange cells, int stride) {

  /** A stretch of pixels of one axis, and of the cells that count. */
  private record Stretch(int start, int length, int first, int end) {}

  /**
   * Tiles that cover an image: neighbours share a quarter of their side at least.
   *
   * @param height,width of the image in pixels
   * @param tile longest side in pixels, at least four cells
   * @param stride side of a cell in pixels
   */
  public static List<CellTile> of(int height, int width, int tile, int stride) {
    List<CellTile> tiles = new ArrayList<>();
    for (Stretch down : stretches(height, tile, stride))
      for (Stretch across : stretches(width, tile, stride))
        tiles.add(
            new CellTile(
                down.start,
                across.start,
                down.length,
                across.length,
                new CellRange(
                    down.first, across.first, down.end - down.first, across.end - across.first),
                stride));
    return tiles;
  }

  private static List<Stretch> stretches(int length, int tile, int cell) {
    int side = Math.max(4 * cell, tile / cell * cell);
    int last = length <= tile ? 0 : (length - side + cell - 1) / cell * cell;
    int n = (int) Math.ceil(last / (.75 * side)) + 1;
    int[] starts =
        IntStream.range(0, n)
            .map(i -> n == 1 ? 0 : (int) ((long) last * i / (n - 1)) / cell * cell)
            .toArray();
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < n; i++)
      stretches.add(
          new Stretch(
              starts[i],
              n == 1 ? length : Math.min(side, length - starts[i]),
              i == 0 ? 0 : border(starts[i - 1], starts[i], side, cell),
              i == n - 1 ? cells(length, cell) : border(starts[i], starts[i + 1], side, cell)));
    return stretches;
  }

  /** How many cells cover so many pixels. */
  public static int cells(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }

  /** The cell in the middle of what two neighbours share. */
  private static int border(int start, int next, int side, int cell) {
    return (start + side + next) / 2 / cell;
  }

  /** A private copy of these pixels of an image. */
  public Tensor cut(Tensor images, int sample) {
    int channels = images.shape(3);
    Tensor part = Tensor.zeros(1, height, width, channels);
    for (int y = 0; y < height; y++)
      System.arraycopy(
          images.data(),
          pixel(images, sample, y),
          part.data(),
          y * width * channels,
          width * channels);
    return part;
  }

  /** Adds what belongs to these pixels. */
  public void addTo(Tensor images, int sample, Tensor part) {
    int row = width * images.shape(3);
    for (int y = 0; y < height; y++)
      for (int i = 0, to = pixel(images, sample, y); i < row; i++)
        images.data()[to + i] += part.data()[y * row + i];
  }

  private int pixel(Tensor images, int sample, int y) {
    return ((sample * images.shape(1) + top + y) * images.shape(2) + left) * images.shape(3);
  }

  /**
   * Writes the cells that count.
   *
   * @param part outputs for this tile
   * @param outputs for the whole of all images
   */
  public void copyTo(Tensor outputs, int sample, Tensor part) {
    copyTo(outputs, part, sample * outputs.shape(1));
  }

  /**
   * Writes the cells that count into those of a row of tiles.
   *
   * @param part outputs for this tile
   * @param outputs for the row, {@code [1, y, x, channel]}, as high as its cells that count
   */
  public void copyToRow(Tensor outputs, Tensor part) {
    copyTo(outputs, part, -cells.top());
  }

  private void copyTo(Tensor outputs, Tensor part, int moved) {
    for (int y = cells.top(); y < cells.bottom(); y++)
      System.arraycopy(
          part.data(), inPart(part, y), outputs.data(), inWhole(outputs, moved + y), row(part));
  }

  /** What the cells that count have there, 0 for the others. */
  public Tensor cellsOf(Tensor outputs, int sample) {
    Tensor part = Tensor.zeros(1, cells(height, stride), cells(width, stride), outputs.shape(3));
    for (int y = cells.top(); y < cells.bottom(); y++)
      System.arraycopy(
          outputs.data(),
          inWhole(outputs, sample * outputs.shape(1) + y),
          part.data(),
          inPart(part, y),
          row(part));
    return part;
  }

  private int row(Tensor maps) {
    return cells.width() * maps.shape(3);
  }

  private int inPart(Tensor part, int y) {
    int column = cells.left() - left / stride;
    return ((y - top / stride) * part.shape(2) + column) * part.shape(3);
  }

  /**
   * @param row of all samples
   */
  private int inWhole(Tensor outputs, int row) {
    return (row * outputs.shape(2) + cells.left()) * outputs.shape(3);
  }
}
