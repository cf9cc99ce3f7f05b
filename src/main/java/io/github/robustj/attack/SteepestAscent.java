package io.github.robustj.attack;

/** The step of a given length along which a linear objective grows most, in each norm. */
final class SteepestAscent {

  /** Below this a gradient is not blown up to full length any more (the authors' constant). */
  private static final double SMALLEST_GRADIENT = 1e-8;

  private SteepestAscent() {}

  /**
   * Moves one sample of the batch {@code x}, in place and not yet projected.
   *
   * @param g gradients of the batch
   * @return false, and nothing is changed, if the gradient is zero or not finite
   */
  static boolean move(Norm norm, float[] x, float[] g, SampleBall ball, float length) {
    double square = sumOfSquares(g, ball);
    if (!(square > 0 && square < Double.POSITIVE_INFINITY)) return false;
    switch (norm) {
      case LINF -> alongSigns(x, g, ball, length);
      case L2 -> alongGradient(x, g, ball, length / Math.max(Math.sqrt(square), SMALLEST_GRADIENT));
      case L1 -> SparseAscent.move(x, g, ball, length);
    }
    return true;
  }

  private static double sumOfSquares(float[] g, SampleBall ball) {
    double sum = 0;
    for (int k = ball.from(); k < ball.to(); k++) sum += (double) g[k] * g[k];
    return sum;
  }

  private static void alongSigns(float[] x, float[] g, SampleBall ball, float length) {
    for (int k = ball.from(); k < ball.to(); k++) x[k] += length * Math.signum(g[k]);
  }

  private static void alongGradient(float[] x, float[] g, SampleBall ball, double factor) {
    for (int k = ball.from(); k < ball.to(); k++) x[k] += (float) (factor * g[k]);
  }
}
