package io.github.robustj.task.segmentation;

/**
 * One pixel's logits with what is computed of them: the scratch space of a pixel objective. Used
 * for one pixel after another.
 */
final class Pixel {

  /** Logits. */
  final double[] z;

  /** Their softmax. */
  final double[] p;

  /** The class that the targets give. */
  int y;

  private double largest;
  private double sum;

  Pixel(int classes) {
    z = new double[classes];
    p = new double[classes];
  }

  void read(float[] logits, int from, int target) {
    y = target;
    largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < z.length; c++) largest = Math.max(largest, z[c] = p[c] = logits[from + c]);
    sum = Softmax.of(p, 0, p.length, largest);
  }

  /** {@code -log p[y]}. */
  double crossEntropy() {
    return Math.log(sum) + largest - z[y];
  }

  /** Whether the class has the largest logit; of equal ones the first counts as the largest. */
  boolean correct() {
    return winner(-1) == y;
  }

  /** The class with the largest logit but for one. */
  int winner(int except) {
    int best = -1;
    for (int c = 0; c < z.length; c++) if (c != except && (best < 0 || z[c] > z[best])) best = c;
    return best;
  }

  /** The class with the third largest logit. */
  int third() {
    int first = winner(-1);
    int second = winner(first);
    int third = -1;
    for (int c = 0; c < z.length; c++)
      if (c != first && c != second && (third < 0 || z[c] > z[third])) third = c;
    return third;
  }

  /** Euclidean length of the logits. */
  double length() {
    return norm(z);
  }

  /** Cosine between the softmax and the one-hot target. */
  double cosine() {
    return p[y] / norm(p);
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double x : v) sum += x * x;
    return Math.sqrt(sum);
  }
}
