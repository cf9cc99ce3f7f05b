package io.github.robustj.evaluation;

import io.github.robustj.metric.KnownMean;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

  /**
   * From the breaking perturbations of a case's slices to that of the case: at an epsilon, those
   * slices are attacked whose perturbation is not larger.
   *
   * @param clean outputs of all slices
   * @param attacked outputs for the breaking images
   * @param sizes of the slices' perturbations, infinite where nothing broke them
   * @param tolerance the worst score that is not broken
   */
  record BreakingPoint(
      Task<?> task, Tensor clean, Tensor attacked, float[] sizes, double tolerance) {

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
      double mean = KnownMean.of(score.values());
      return task.higherIsBetter() ? mean < tolerance : mean > tolerance;
    }
  }

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
  }
}
