package io.github.robustj.packaging;

import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.MinimalPerturbations.OfCase;
import java.util.List;

/**
 * The smallest perturbations of a search as they stand in the file of an evaluation. The areas are
 * those under the shares of cases and slices within tolerance, from 0 to the largest epsilon; a
 * size is {@code null} where nothing was found that breaks.
 */
record MinimalJson(
    double tolerance,
    double largestEpsilon,
    @Omissible double caseArea,
    @Omissible double sliceArea,
    List<MinimalCase> cases) {

  static MinimalJson of(MinimalPerturbations minimal) {
    double largest = minimal.largest();
    return new MinimalJson(
        minimal.tolerance(),
        largest,
        minimal.overCases().area(largest),
        minimal.overSlices().area(largest),
        minimal.cases().stream().map(MinimalCase::of).toList());
  }

  MinimalPerturbations minimal() {
    return new MinimalPerturbations(
        tolerance, largestEpsilon, cases.stream().map(MinimalCase::size).toList());
  }

  private record MinimalCase(String name, Double epsilon, List<Double> slices) {

    static MinimalCase of(OfCase c) {
      return new MinimalCase(c.name(), c.whole(), c.slices());
    }

    OfCase size() {
      return new OfCase(
          name, orInfinity(epsilon), slices.stream().map(MinimalCase::orInfinity).toList());
    }

    private static double orInfinity(double size) {
      return Double.isNaN(size) ? Double.POSITIVE_INFINITY : size;
    }
  }
}
