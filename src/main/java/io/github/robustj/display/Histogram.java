package io.github.robustj.display;

import java.util.Arrays;

/**
 * How many values, none negative, lie in each of several equal bins from 0 to the largest value. A
 * bin holds its lower edge; the last one its upper edge too.
 *
 * @param width of a bin, positive
 */
record Histogram(double width, int[] counts) {

  static Histogram of(float[] values, int bins) {
    double largest = 0;
    for (float value : values) largest = Math.max(largest, value);
    double width = largest > 0 ? largest / bins : 1.0 / bins;
    int[] counts = new int[bins];
    for (float value : values) counts[Math.min((int) (value / width), bins - 1)]++;
    return new Histogram(width, counts);
  }

  double[] centers() {
    double[] centers = new double[counts.length];
    Arrays.setAll(centers, bin -> (bin + .5) * width);
    return centers;
  }

  double[] heights() {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }

  int highest() {
    return Arrays.stream(counts).max().orElse(0);
  }
}
