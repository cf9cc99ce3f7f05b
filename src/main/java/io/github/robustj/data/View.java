package io.github.robustj.data;

import io.github.robustj.tensor.Tensor;

/**
 * Which part of its slice a training patch shows, so that what is known of a slice's pixels can be
 * looked up in any patch of it, and the other way round.
 *
 * @param height {@code width} of the slice in pixels
 * @param placement of the patch in the slice
 */
public record View(int height, int width, Placement placement) {

  /** A patch that is the slice. */
  public static View whole(int height, int width) {
    return new View(
        height, width, new Placement((height - 1) / 2.0, (width - 1) / 2.0, 1, 0, 0, 1));
  }

  /**
   * Tells for each pixel of a patch whether its middle lies in the slice; what a patch shows beyond
   * is a reflection.
   *
   * @param inside filled row by row from {@code at} on
   */
  void mark(boolean[] inside, int at, int patchHeight, int patchWidth) {
    for (int y = 0, k = at; y < patchHeight; y++)
      for (int x = 0; x < patchWidth; x++, k++) {
        double dy = y - (patchHeight - 1) / 2.0;
        double dx = x - (patchWidth - 1) / 2.0;
        inside[k] =
            Extent.within(placement.sourceY(dy, dx), height)
                && Extent.within(placement.sourceX(dy, dx), width);
      }
  }

  /** The same view in cells of so many pixels across and down. */
  public View coarser(int stride) {
    double middle = (stride - 1) / 2.0;
    Placement cells =
        new Placement(
            (placement.centerY() - middle) / stride,
            (placement.centerX() - middle) / stride,
            placement.yy(),
            placement.yx(),
            placement.xy(),
            placement.xx());
    return new View((height + stride - 1) / stride, (width + stride - 1) / stride, cells);
  }

  /**
   * Overwrites one sample of some patches with the values that a map has there, linearly
   * interpolated. Pixels beyond the slice and next to unknown values stay.
   *
   * @param map over the slice, {@code [y, x, channel]}, NaN where unknown
   * @param patches {@code [sample, y, x, channel]}
   */
  public void cut(float[] map, Tensor patches, int sample) {
    int channels = patches.shape(3);
    Grid from = new Grid(map, 0, height, width, channels);
    int k = sample * patches.sampleLength();
    for (int y = 0; y < patches.shape(1); y++)
      for (int x = 0; x < patches.shape(2); x++) {
        double dy = y - (patches.shape(1) - 1) / 2.0;
        double dx = x - (patches.shape(2) - 1) / 2.0;
        double sy = placement.sourceY(dy, dx);
        double sx = placement.sourceX(dy, dx);
        for (int c = 0; c < channels; c++, k++) {
          float value = from.at(sy, sx, c);
          if (!Float.isNaN(value)) patches.data()[k] = value;
        }
      }
  }

  /**
   * The reverse: changes a map, where one sample of some patches shows it, to {@code keep} times
   * what it was plus the rest of the patch's value; unknown pixels take the patch's value.
   */
  public void blend(float[] map, Tensor patches, int sample, float keep) {
    int channels = patches.shape(3);
    Grid from =
        new Grid(
            patches.data(),
            sample * patches.sampleLength(),
            patches.shape(1),
            patches.shape(2),
            channels);
    int k = 0;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        double py = placement.patchY(y, x) + (patches.shape(1) - 1) / 2.0;
        double px = placement.patchX(y, x) + (patches.shape(2) - 1) / 2.0;
        for (int c = 0; c < channels; c++, k++) {
          float value = from.at(py, px, c);
          if (Float.isNaN(value)) continue;
          map[k] = Float.isNaN(map[k]) ? value : keep * map[k] + (1 - keep) * value;
        }
      }
  }

  /** Pixels with linear interpolation between them; NaN further than half a pixel beyond them. */
  private record Grid(float[] values, int from, int height, int width, int channels) {

    private static final double EDGE = .5 + 1e-9;

    float at(double y, double x, int channel) {
      if (y < -EDGE || x < -EDGE || y > height - 1 + EDGE || x > width - 1 + EDGE) return Float.NaN;
      double cy = Math.min(Math.max(snapped(y), 0), height - 1);
      double cx = Math.min(Math.max(snapped(x), 0), width - 1);
      int top = (int) cy;
      int left = (int) cx;
      double upper = row(top, left, cx - left, channel);
      // A neighbour that does not count may be unknown.
      if (cy == top) return (float) upper;
      return (float) (upper + (cy - top) * (row(top + 1, left, cx - left, channel) - upper));
    }

    private double row(int y, int left, double share, int channel) {
      float first = values[from + (y * width + left) * channels + channel];
      if (share == 0) return first;
      float second = values[from + (y * width + left + 1) * channels + channel];
      return first + share * (second - (double) first);
    }

    /** Whole where only rounding is missing, so that plain patches are copied exactly. */
    private static double snapped(double v) {
      double whole = Math.rint(v);
      return Math.abs(v - whole) < 1e-9 ? whole : v;
    }
  }
}
