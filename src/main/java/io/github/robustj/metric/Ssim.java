package io.github.robustj.metric;

/**
 * The mean structural similarity of two pictures (Wang et al. 2004, IEEE Transactions on Image
 * Processing 13(4), equation 13): 1 for equal ones, near 0 for unrelated ones, seldom negative. Its
 * settings are those of the paper: a Gaussian window of 11 x 11 pixels and standard deviation 1.5,
 * K1 = .01, K2 = .03, and the mean over the windows that lie in the picture as a whole. A picture
 * with a side of less than 11 pixels gets a window with the largest odd side that fits.
 *
 * <p>The first factor compares brightness, so the zero of the intensities matters: here it is the
 * least that the picture can hold.
 */
public final class Ssim {

  private static final int WINDOW = 11;
  private static final double DEVIATION = 1.5;
  private static final double C1 = .01 * .01;
  private static final double C2 = .03 * .03;

  private Ssim() {}

  /**
   * @param one picture, row by row, in shares of the range that both can hold: 0 to 1
   * @param other as many values
   * @return NaN for a picture without pixels
   */
  public static double of(double[] one, double[] other, int height, int width) {
    if (one.length != height * width || other.length != one.length)
      throw new IllegalArgumentException(
          one.length + " and " + other.length + " values for " + height + " x " + width);
    if (one.length == 0) return Double.NaN;
    Blur blur = new Blur(height, width, kernel(height), kernel(width));
    double[] meanOne = blur.of(one);
    double[] meanOther = blur.of(other);
    double[] squareOne = blur.of(product(one, one));
    double[] squareOther = blur.of(product(other, other));
    double[] both = blur.of(product(one, other));
    double sum = 0;
    for (int i = 0; i < both.length; i++) {
      double a = meanOne[i];
      double b = meanOther[i];
      double variances = squareOne[i] - a * a + squareOther[i] - b * b;
      double covariance = both[i] - a * b;
      sum += (2 * a * b + C1) * (2 * covariance + C2) / ((a * a + b * b + C1) * (variances + C2));
    }
    return sum / both.length;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) product[i] = a[i] * b[i];
    return product;
  }

  /** Of odd length, at most that of the side; its sum is 1. */
  private static double[] kernel(int side) {
    int radius = (Math.min(WINDOW, side) - 1) / 2;
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++)
      sum += kernel[radius + i] = Math.exp(-i * i / (2 * DEVIATION * DEVIATION));
    for (int i = 0; i < kernel.length; i++) kernel[i] /= sum;
    return kernel;
  }

  /** Weighted means over the windows that lie in the picture as a whole. */
  private record Blur(int height, int width, double[] down, double[] along) {

    double[] of(double[] picture) {
      int columns = width - along.length + 1;
      double[] rows = new double[height * columns];
      for (int y = 0; y < height; y++)
        for (int x = 0; x < columns; x++)
          for (int k = 0; k < along.length; k++)
            rows[y * columns + x] += along[k] * picture[y * width + x + k];
      double[] means = new double[(height - down.length + 1) * columns];
      for (int i = 0; i < means.length; i++)
        for (int k = 0; k < down.length; k++) means[i] += down[k] * rows[i + k * columns];
      return means;
    }
  }
}
