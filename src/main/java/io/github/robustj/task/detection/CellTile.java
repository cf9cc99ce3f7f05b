package io.github.robustj.task.detection;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A part of an image that a detection network sees at once, and the cells of the image that it is
 * asked for: those that are nearer to the middle of this tile than to that of another, so that each
 * cell has a quarter of the tile's overlap around it as context. Tiles begin where cells do.
 *
 * @param top,left of the part, in pixels
 * @param height,width of the part, in pixels; at the lower and right end less than the tile's side
 *     where the image's side is no multiple of a cell
 * @param cells that count, in cells of the image
 */
public record CellTile(int top, int left, int height, int width, Cells cells) {

  private static final int SIDE = BoxMaps.STRIDE;

  /** Those from {@code top} and {@code left} to before {@code bottom} and {@code right}. */
  public record Cells(int top, int left, int bottom, int right) {}

  /** A stretch of pixels of one axis, and of the cells that count. */
  private record Stretch(int start, int length, int first, int end) {}

  /**
   * Tiles that cover an image: neighbours share a quarter of their side at least.
   *
   * @param height,width of the image in pixels
   * @param tile longest side in pixels, at least 16
   */
  public static List<CellTile> of(int height, int width, int tile) {
    List<CellTile> tiles = new ArrayList<>();
    for (Stretch down : stretches(height, tile))
      for (Stretch across : stretches(width, tile))
        tiles.add(
            new CellTile(
                down.start,
                across.start,
                down.length,
                across.length,
                new Cells(down.first, across.first, down.end, across.end)));
    return tiles;
  }

  private static List<Stretch> stretches(int length, int tile) {
    int side = Math.max(4 * SIDE, tile / SIDE * SIDE);
    int last = length <= tile ? 0 : (length - side + SIDE - 1) / SIDE * SIDE;
    int n = (int) Math.ceil(last / (.75 * side)) + 1;
    int[] starts =
        IntStream.range(0, n)
            .map(i -> n == 1 ? 0 : (int) ((long) last * i / (n - 1)) / SIDE * SIDE)
            .toArray();
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < n; i++)
      stretches.add(
          new Stretch(
              starts[i],
              n == 1 ? length : Math.min(side, length - starts[i]),
              i == 0 ? 0 : border(starts[i - 1], starts[i], side),
              i == n - 1 ? BoxMaps.cells(length) : border(starts[i], starts[i + 1], side)));
    return stretches;
  }

  /** The cell in the middle of what two neighbours share. */
  private static int border(int start, int next, int side) {
    return (start + side + next) / 2 / SIDE;
  }

  /** A private copy of these pixels of an image. */
  Tensor cut(Tensor images, int sample) {
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
  void addTo(Tensor images, int sample, Tensor part) {
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
    for (int y = cells.top; y < cells.bottom; y++)
      System.arraycopy(
          part.data(), inPart(part, y), outputs.data(), inWhole(outputs, sample, y), row(part));
  }

  /** What the cells that count have there, 0 for the others. */
  Tensor cellsOf(Tensor outputs, int sample) {
    Tensor part = Tensor.zeros(1, BoxMaps.cells(height), BoxMaps.cells(width), outputs.shape(3));
    for (int y = cells.top; y < cells.bottom; y++)
      System.arraycopy(
          outputs.data(), inWhole(outputs, sample, y), part.data(), inPart(part, y), row(part));
    return part;
  }

  private int row(Tensor maps) {
    return (cells.right - cells.left) * maps.shape(3);
  }

  private int inPart(Tensor part, int y) {
    int column = cells.left - left / SIDE;
    return ((y - top / SIDE) * part.shape(2) + column) * part.shape(3);
  }

  private int inWhole(Tensor outputs, int sample, int y) {
    return ((sample * outputs.shape(1) + y) * outputs.shape(2) + cells.left) * outputs.shape(3);
  }
}
