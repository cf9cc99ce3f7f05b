package io.github.robustj.model;

/**
 * The tiles in which a network sees images that are larger.
 *
 * @param height in pixels, at least 16
 * @param width the same
 * @param halo pixels along the edges of a tile, except those of the image, whose outputs do not
 *     count; less than half a side
 * @param isWhole whether tiles have these sides wherever the image is as long; else a loss is taken
 *     of tiles that are shorter at the edges of the image
 */
public record Tiling(int height, int width, int halo, boolean isWhole) {

  /** Shortest side. */
  private static final int LEAST = 16;

  /** Part of a tile's side that a loss sees around the pixels that it counts. */
  private static final int CONTEXT = 8;

  public Tiling {
    if (height < LEAST || width < LEAST || halo < 0 || halo > (Math.min(height, width) - 1) / 2)
      throw new IllegalArgumentException(
          "tiles of %d x %d pixels with a halo of %d".formatted(height, width, halo));
  }

  /** Square ones of which all outputs count. */
  public static Tiling square(int side) {
    return new Tiling(side, side, 0, false);
  }

  /** With no longer sides; the halo stays. */
  Tiling upTo(int side) {
    return new Tiling(Math.min(side, height), Math.min(side, width), halo, isWhole);
  }

  boolean covers(int imageHeight, int imageWidth) {
    return imageHeight <= height && imageWidth <= width;
  }

  /** Longest side of a tile of such an image. */
  int longest(int imageHeight, int imageWidth) {
    return Math.max(Math.min(height, imageHeight), Math.min(width, imageWidth));
  }

  /** Around the pixels of a tile that a loss counts, along one of its sides. */
  int context(int side) {
    return Math.max(side / CONTEXT, halo);
  }
}
