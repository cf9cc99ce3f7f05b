package io.github.robustj.task;

import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * An objective of logits that are first brought to a usual size, so that a network whose logits are
 * all multiplied by the same number, which changes no decision, is attacked as the original one is.
 * Losses of the logits themselves saturate there: their gradients are exactly 0 in float32 (Carlini
 * and Wagner 2017, arXiv:1607.04311, on defensive distillation).
 */
public final class ScaleFree {

  private ScaleFree() {}

  /**
   * Logits of one sample that keep their proportions to each other.
   *
   * @param at their positions in the outputs
   * @param deviation of each from a middle; the middle is 0, or a mean of these logits, so that the
   *     deviations around it add up to 0. Their root mean square is the size of the logits
   */
  public record Group(int[] at, double[] deviation) {

    private double meanSquare() {
      double sum = 0;
      for (double d : deviation) sum += d * d;
      return deviation.length == 0 ? 0 : sum / deviation.length;
    }
  }

  /**
   * The value of an objective for outputs of which every group has the usual size, with the
   * derivative by the outputs as they are. Logits that are all equal have no size and stay.
   *
   * @param groups disjoint
   * @param size root mean square of the deviations to which groups are brought
   */
  public static Value of(
      Tensor outputs, List<Group> groups, double size, Function<Tensor, Value> objective) {
    Tensor scaled = outputs.copy();
    for (Group group : groups) {
      double factor = factor(group, size);
      for (int k : group.at) scaled.data()[k] = (float) (factor * outputs.data()[k]);
    }
    Value at = objective.apply(scaled);
    Tensor gradient = at.gradient().copy();
    for (Group group : groups) unscale(outputs.data(), gradient.data(), group, size);
    return new Value(at.value(), gradient);
  }

  private static double factor(Group group, double size) {
    double square = group.meanSquare();
    return square > 0 ? size / Math.sqrt(square) : 1;
  }

  /** By the chain rule, with {@code d size / d z_k = deviation_k / (n size)}. */
  private static void unscale(float[] z, float[] gradient, Group group, double size) {
    double square = group.meanSquare();
    double factor = factor(group, size);
    double along = 0;
    for (int k : group.at) along += (double) gradient[k] * z[k];
    double by = square > 0 ? along / (group.at.length * square) : 0;
    for (int j = 0; j < group.at.length; j++) {
      int k = group.at[j];
      gradient[k] = (float) (factor * (gradient[k] - by * group.deviation[j]));
    }
  }
}
