package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;

/**
 * The direction of the momentum iterative method (Dong et al. 2018): {@code m = decay m + g /
 * mean|g|} per sample. Without decay the gradient itself. A gradient that is zero or not finite
 * adds nothing.
 */
final class Momentum {

  private final double decay;
  private Tensor sum;

  Momentum(double decay) {
    this.decay = decay;
  }

  /** The direction after one more gradient; valid until the next call. */
  Tensor with(Tensor gradient) {
    if (decay == 0) return gradient;
    if (sum == null) sum = Tensor.zeros(gradient.shape());
    int n = gradient.sampleLength();
    for (int i = 0; i < gradient.samples(); i++) add(gradient.data(), i * n, (i + 1) * n);
    return sum;
  }

  private void add(float[] g, int from, int to) {
    double total = 0;
    for (int k = from; k < to; k++) total += Math.abs((double) g[k]);
    if (!(total > 0 && total < Double.POSITIVE_INFINITY)) return;
    double scale = (to - from) / total;
    for (int k = from; k < to; k++) sum.data()[k] = (float) (decay * sum.data()[k] + scale * g[k]);
  }
}
