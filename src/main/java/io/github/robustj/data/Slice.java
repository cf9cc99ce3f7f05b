package io.github.robustj.data;

import io.github.robustj.model.Bounds;

/**
 * One annotated slice as a network sees it.
 *
 * @param image {@code [y, x, channel]} row-major, normalised
 * @param targets what the task asks about it
 */
record Slice(int height, int width, int channels, float[] image, Targets targets, Bounds bounds) {

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

  private float at(int y, int x, int channel) {
    return image[offset(y, x) + channel];
  }

  /** Where the channels of a pixel begin in the image; reflected outside. */
  int offset(int y, int x) {
    return (reflect(y, height) * width + reflect(x, width)) * channels;
  }
}
