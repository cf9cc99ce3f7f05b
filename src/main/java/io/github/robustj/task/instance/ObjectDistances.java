package io.github.robustj.task.instance;

import java.util.Arrays;

/**
 * How far each pixel of an object is from the nearest pixel that is not of it: the squared
 * Euclidean distance between centres, exact, by lower envelopes of parabolas row by row and column
 * by column (Felzenszwalb and Huttenlocher 2012). What lies beyond the image is no other object.
 */
final class ObjectDistances {

  private static final double FAR = 1e20;

  private ObjectDistances() {}

  /**
   * @param inside row by row
   * @return squared distances in pixels, 0 outside of the object; {@link #FAR} or more where
   *     nothing else is in the image
   */
  static double[] squared(boolean[] inside, int width) {
    int height = inside.length / width;
    double[] squared = new double[inside.length];
    for (int i = 0; i < inside.length; i++) squared[i] = inside[i] ? FAR : 0;
    double[] line = new double[Math.max(width, height)];
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) line[y] = squared[y * width + x];
      double[] along = along(line, height);
      for (int y = 0; y < height; y++) squared[y * width + x] = along[y];
    }
    for (int y = 0; y < height; y++) {
      System.arraycopy(squared, y * width, line, 0, width);
      System.arraycopy(along(line, width), 0, squared, y * width, width);
    }
    return squared;
  }

  /** The least of {@code f(j) + (i - j)^2} over all j. */
  private static double[] along(double[] f, int n) {
    int[] lowest = new int[n];
    double[] from = new double[n + 1];
    int k = 0;
    from[0] = Double.NEGATIVE_INFINITY;
    Arrays.fill(from, 1, n + 1, Double.POSITIVE_INFINITY);
    for (int j = 1; j < n; j++) {
      double at = meeting(f, j, lowest[k]);
      while (at <= from[k]) at = meeting(f, j, lowest[--k]);
      lowest[++k] = j;
      from[k] = at;
      from[k + 1] = Double.POSITIVE_INFINITY;
    }
    double[] least = new double[n];
    k = 0;
    for (int i = 0; i < n; i++) {
      while (from[k + 1] < i) k++;
      least[i] = f[lowest[k]] + (double) (i - lowest[k]) * (i - lowest[k]);
    }
    return least;
  }

  private static double meeting(double[] f, int j, int before) {
    return (f[j] - f[before] + (double) j * j - (double) before * before) / (2. * (j - before));
  }
}
