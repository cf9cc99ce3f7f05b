package io.github.robustj.display;

/**
 * The frame of a plot: what stands above and beside it, and its range.
 *
 * @param xMax largest value that must fit, {@code yMax} likewise; the smallest is 0
 */
record Axes(String title, String xLabel, String yLabel, double xMax, double yMax) {

  /** Where the largest value is not positive the range is 0 to 1. */
  Axes {
    xMax = xMax > 0 ? xMax : 1;
    yMax = yMax > 0 ? yMax : 1;
  }
}
