package io.github.robustj.data;

import io.github.robustj.model.Bounds;

/**
 * One annotated slice as a network sees it.
 *
 * @param image {@code [y, x, channel]} row-major, normalised
 * @param targets class indices {@code [y, x]}
 */
record Slice(int height, int width, int channels, float[] image, short[] targets, Bounds bounds) {

  /**
   * The index in {@code [0, length)} at which a coordinate outside is reflected; the edge pixel is
   * repeated.
   */
  static int reflect(int i, int length) {
    int period = 2 * length;
    int j = Math.floorMod(i, period);
    return j < length ? j : period - 1 - j;
  }

  boolean contains(int y, int x) {
    return y >= 0 && y < height && x >= 0 && x < width;
  }

  /** Linear interpolation between the four neighbours; reflected outside. */
  float linear(double y, double x, int channel) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    double fy = y - top;
    double fx = x - left;
    double upper = (1 - fx) * at(top, left, channel) + fx * at(top, left + 1, channel);
    double lower = (1 - fx) * at(top + 1, left, channel) + fx * at(top + 1, left + 1, channel);
    return (float) ((1 - fy) * upper + fy * lower);
  }

  /** The target of the nearest pixel; -1 outside. */
  int nearestTarget(double y, double x) {
    int row = (int) Math.round(y);
    int column = (int) Math.round(x);
    return contains(row, column) ? targets[row * width + column] : -1;
  }

  private float at(int y, int x, int channel) {
    return image[(reflect(y, height) * width + reflect(x, width)) * channels + channel];
  }
}
