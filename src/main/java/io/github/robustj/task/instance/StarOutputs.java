package io.github.robustj.task.instance;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * What a network says of star-convex objects, {@code [sample, y, x, 1 + ray]}: the logit of how
 * likely a place is inside an object, near its middle, and the distances from there to the border,
 * in pixels of the network's input. Ray k points in the direction {@code 2 pi k / rays}, from the
 * right (growing x) towards below (growing y). The place of a cell is the centre of its first
 * pixel.
 */
final class StarOutputs {

  /** Distances are at least this, in pixels: a network may give less. */
  static final double LEAST = 1e-3;

  private final Tensor outputs;

  /**
   * @throws RobustJException if an output is NaN or infinite
   */
  StarOutputs(Tensor outputs) {
    this.outputs = outputs;
    for (float value : outputs.data())
      if (!Float.isFinite(value))
        throw new RobustJException(
            "The network's output contains %s instead of a finite number; its weights are damaged, or it overflows: import it again."
                .formatted(value));
  }

  int rays() {
    return outputs.shape(3) - 1;
  }

  int height() {
    return outputs.shape(1);
  }

  int width() {
    return outputs.shape(2);
  }

  /**
   * @param cell counted over all samples
   */
  double logit(int cell) {
    return outputs.data()[cell * (rays() + 1)];
  }

  /** The logit and the distances. */
  float[] values(int cell) {
    int length = rays() + 1;
    return Arrays.copyOfRange(outputs.data(), cell * length, (cell + 1) * length);
  }

  /** How likely each cell is in an object, {@code [sample, y, x, 1]}, 0 to 1. */
  static Tensor probabilities(Tensor outputs) {
    Tensor p = Tensor.zeros(outputs.samples(), outputs.shape(1), outputs.shape(2), 1);
    for (int k = 0; k < p.data().length; k++)
      p.data()[k] = (float) (1 / (1 + Math.exp(-outputs.data()[k * outputs.shape(3)])));
    return p;
  }
}
