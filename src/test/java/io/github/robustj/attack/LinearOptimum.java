package io.github.robustj.attack;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The largest {@code w . d} over all perturbations d of size at most r with {@code low <= d <=
 * high}, in closed form but for one root in L2.
 */
record LinearOptimum(double[] w, double[] low, double[] high, double r) {

  double gain(Norm norm) {
    return switch (norm) {
      case LINF -> gainOf(k -> r);
      case L1 -> sparse();
      case L2 -> euclidean();
    };
  }

  /** Fills the most valuable entries up to their ends until the budget is used up. */
  private double sparse() {
    Comparator<Integer> byWeight = Comparator.comparingDouble(k -> -Math.abs(w[k]));
    double left = r;
    double gain = 0;
    for (int k : IntStream.range(0, w.length).boxed().sorted(byWeight).toList()) {
      double used = Math.min(left, room(k));
      left -= used;
      gain += used * Math.abs(w[k]);
    }
    return gain;
  }

  /** {@code d = clip(m w)} with the multiplier m at which the length is r (Karush-Kuhn-Tucker). */
  private double euclidean() {
    double from = 0;
    double to = 1e6;
    for (int i = 0; i < 200; i++) {
      double m = (from + to) / 2;
      double square = 0;
      for (int k = 0; k < w.length; k++)
        square += Math.pow(Math.min(room(k), m * Math.abs(w[k])), 2);
      if (square > r * r) to = m;
      else from = m;
    }
    double m = from;
    return gainOf(k -> m * Math.abs(w[k]));
  }

  private double gainOf(java.util.function.IntToDoubleFunction size) {
    double gain = 0;
    for (int k = 0; k < w.length; k++)
      gain += Math.abs(w[k]) * Math.min(room(k), size.applyAsDouble(k));
    return gain;
  }

  private double room(int k) {
    return w[k] > 0 ? high[k] : -low[k];
  }
}
