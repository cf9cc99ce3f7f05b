package io.github.robustj.attack;

import java.util.Locale;

/** How the size of a perturbation is measured, over all pixels and channels of one sample. */
public enum Norm {
  /** Sum of absolute values. */
  L1,
  /** Euclidean length. */
  L2,
  /** Largest absolute value. */
  LINF;

  /**
   * @param name of one, in any case
   */
  public static Norm named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The size of {@code a - b} at the positions {@code from <= k < to}, summed in double. */
  public double distance(float[] a, float[] b, int from, int to) {
    double size = 0;
    for (int k = from; k < to; k++) {
      double d = Math.abs((double) a[k] - b[k]);
      size =
          switch (this) {
            case L1 -> size + d;
            case L2 -> size + d * d;
            case LINF -> Math.max(size, d);
          };
    }
    return this == L2 ? Math.sqrt(size) : size;
  }
}
