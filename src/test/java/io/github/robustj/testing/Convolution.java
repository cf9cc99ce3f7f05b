package io.github.robustj.testing;

/**
 * A 3 x 3 convolution with zero padding, in double, on {@code [y * width + x][channel]}.
 *
 * @param weights {@code [out][in][ky][kx]}, row-major
 */
record Convolution(double[] weights, double[] bias, int in) {

  double[][] forward(double[][] x, int width) {
    double[][] y = new double[x.length][];
    for (int p = 0; p < x.length; p++) y[p] = bias.clone();
    visit(x.length, width, (p, q, out, c, w) -> y[p][out] += w * x[q][c]);
    return y;
  }

  /** The derivative with respect to the input, given that with respect to the output. */
  double[][] backward(double[][] dy, int width) {
    double[][] dx = new double[dy.length][in];
    visit(dy.length, width, (p, q, out, c, w) -> dx[q][c] += w * dy[p][out]);
    return dx;
  }

  private void visit(int pixels, int width, Tap tap) {
    for (int p = 0; p < pixels; p++)
      for (int k = 0; k < 9; k++) {
        int y = p / width + k / 3 - 1;
        int x = p % width + k % 3 - 1;
        if (y < 0 || x < 0 || y >= pixels / width || x >= width) continue;
        for (int out = 0; out < bias.length; out++)
          for (int c = 0; c < in; c++)
            tap.at(p, y * width + x, out, c, weights[(out * in + c) * 9 + k]);
      }
  }

  private interface Tap {
    void at(int p, int q, int out, int in, double weight);
  }
}
