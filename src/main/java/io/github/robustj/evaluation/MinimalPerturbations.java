package io.github.robustj.evaluation;

import java.util.List;

/**
 * How small a perturbation breaks each case: what a search for minimal perturbations says about a
 * model.
 *
 * @param tolerance the worst score that is not broken
 * @param largest radius that was searched
 * @param cases in the order of the evaluation
 */
public record MinimalPerturbations(double tolerance, double largest, List<OfCase> cases) {

  /**
   * @param whole the smallest epsilon at which the score of the whole case is beyond the tolerance,
   *     if every slice carries the smallest perturbation that breaks it where that is not larger
   *     than epsilon; infinite if there is none
   * @param slices size of the smallest perturbation that breaks each; infinite where none was found
   */
  public record OfCase(String name, double whole, List<Double> slices) {}

  /** Of whole cases. */
  public Tolerance overCases() {
    return tolerance(cases.stream().mapToDouble(OfCase::whole).toArray());
  }

  /** Of all slices of all cases. */
  public Tolerance overSlices() {
    return tolerance(
        cases.stream().flatMap(c -> c.slices().stream()).mapToDouble(s -> s).toArray());
  }

  private static Tolerance tolerance(double[] sizes) {
    float[] floats = new float[sizes.length];
    for (int i = 0; i < floats.length; i++) floats[i] = (float) sizes[i];
    return new Tolerance(floats);
  }
}
