package io.github.robustj.testing;

/** A 3 x 3 convolution with zero padding, in double, on {@code [y * width + x][channel]}. */
final class Convolution {

  /** {@code [out][in]} for each of the nine places. */
  private final double[][][] weights;

  private final double[] bias;
  private final int in;

  /**
   * @param weights {@code [out][in][ky][kx]}, row-major
   */
  Convolution(double[] weights, double[] bias, int in) {
    this.weights = new double[9][bias.length][in];
    for (int i = 0; i < weights.length; i++)
      this.weights[i % 9][i / 9 / in][i / 9 % in] = weights[i];
    this.bias = bias;
    this.in = in;
  }

  double[][] forward(double[][] x, int width) {
    double[][] y = new double[x.length][];
    for (int p = 0; p < x.length; p++) {
      double[] to = bias.clone();
      for (int k = 0; k < 9; k++) {
        int q = beside(p, k, x.length, width);
        if (q < 0) continue;
        double[] from = x[q];
        for (int out = 0; out < to.length; out++) {
          double[] w = weights[k][out];
          double sum = to[out];
          for (int c = 0; c < w.length; c++) sum += w[c] * from[c];
          to[out] = sum;
        }
      }
      y[p] = to;
    }
    return y;
  }

  /** The derivative with respect to the input, given that with respect to the output. */
  double[][] backward(double[][] dy, int width) {
    double[][] dx = new double[dy.length][in];
    for (int p = 0; p < dy.length; p++)
      for (int k = 0; k < 9; k++) {
        int q = beside(p, k, dy.length, width);
        if (q < 0) continue;
        double[] to = dx[q];
        for (int out = 0; out < bias.length; out++) {
          double[] w = weights[k][out];
          double from = dy[p][out];
          for (int c = 0; c < w.length; c++) to[c] += w[c] * from;
        }
      }
    return dx;
  }

  /** The pixel in a place beside another; -1 beyond the edge. */
  private static int beside(int p, int place, int pixels, int width) {
    int y = p / width + place / 3 - 1;
    int x = p % width + place % 3 - 1;
    return y < 0 || x < 0 || y >= pixels / width || x >= width ? -1 : y * width + x;
  }
}
