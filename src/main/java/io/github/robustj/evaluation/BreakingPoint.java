package io.github.robustj.evaluation;

import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From the breaking perturbations of a case's slices to that of the case: at an epsilon, those
 * slices are attacked whose perturbation is not larger.
 *
 * @param clean outputs of all slices
 * @param attacked outputs for the breaking images
 * @param sizes of the slices' perturbations, infinite where nothing broke them
 * @param tolerance the worst score that is not broken
 */
record BreakingPoint(Task<?> task, Tensor clean, Tensor attacked, float[] sizes, double tolerance) {

  /** The smallest epsilon at which the case is broken; infinite if there is none. */
  double of(Tensor targets) {
    Tensor outputs = clean.copy();
    if (isBroken(task.score(outputs, targets))) return 0;
    int[] rising =
        IntStream.range(0, sizes.length)
            .filter(i -> sizes[i] < Float.POSITIVE_INFINITY)
            .boxed()
            .sorted((a, b) -> Float.compare(sizes[a], sizes[b]))
            .mapToInt(i -> i)
            .toArray();
    for (int slice : rising) {
      outputs.setSample(slice, attacked, slice);
      if (isBroken(task.score(outputs, targets))) return sizes[slice];
    }
    return Double.POSITIVE_INFINITY;
  }

  private boolean isBroken(Map<String, Double> score) {
    double mean = new RobustnessCurve.CaseScore("", score).mean();
    return task.higherIsBetter() ? mean < tolerance : mean > tolerance;
  }
}
