package io.github.robustj.evaluation;

import java.util.Arrays;

/**
 * What the smallest breaking perturbations of some samples say about a model: which share of them
 * is still within tolerance at a given size.
 *
 * @param sizes of the smallest perturbation that breaks each sample, not negative, infinite where
 *     none was found; at least one
 */
public record Tolerance(float[] sizes) {

  public Tolerance {
    if (sizes.length == 0) throw new IllegalArgumentException("no sample");
    for (float size : sizes)
      if (!(size >= 0)) throw new IllegalArgumentException("a size of " + size);
  }

  /** The share of samples that nothing of this size or smaller has broken, 0 to 1. */
  public double within(double epsilon) {
    int within = 0;
    for (float size : sizes) if (size > epsilon) within++;
    return (double) within / sizes.length;
  }

  /**
   * The area under {@link #within} from 0 to the largest epsilon: the mean smallest perturbation,
   * none counted as larger than that. In the unit of the sizes.
   */
  public double area(double largest) {
    double sum = 0;
    for (float size : sizes) sum += Math.min(size, largest);
    return sum / sizes.length;
  }

  /** Half of the samples are broken by this size. The middle one; of two the smaller. */
  public double median() {
    float[] sorted = sizes.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}
