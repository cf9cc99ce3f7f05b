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
  private final int stride;
  private final Rays directions;

  /**
   * @param stride pixels from cell to cell
   * @throws RobustJException if an output is NaN or infinite
   */
  StarOutputs(Tensor outputs, int stride) {
    this.outputs = outputs;
    this.stride = stride;
    directions = Rays.of(outputs.shape(3) - 1);
    for (float value : outputs.data())
      if (!Float.isFinite(value))
        throw new RobustJException(
            "The network's output contains %s instead of a finite number; its weights are damaged, or it overflows: import it again."
                .formatted(value));
  }

  int rays() {
    return directions.count();
  }

  int height() {
    return outputs.shape(1);
  }

  int width() {
    return outputs.shape(2);
  }

  double logit(int cell) {
    return outputs.data()[cell * (rays() + 1)];
  }

  /**
   * @param cell counted over all samples
   */
  double distance(int cell, int ray) {
    return Math.max(LEAST, outputs.data()[cell * (rays() + 1) + 1 + ray]);
  }

  /** The logit and the distances. */
  float[] values(int cell) {
    int length = rays() + 1;
    return Arrays.copyOfRange(outputs.data(), cell * length, (cell + 1) * length);
  }

  double x(int cell) {
    return cell % width() * stride + .5;
  }

  double y(int cell) {
    return cell / width() % height() * stride + .5;
  }

  Star star(int cell) {
    double[] distances = new double[rays()];
    for (int k = 0; k < distances.length; k++) distances[k] = distance(cell, k);
    return new Star(directions, x(cell), y(cell), distances);
  }

  /** How likely each cell is in an object, {@code [sample, y, x, 1]}, 0 to 1. */
  static Tensor probabilities(Tensor outputs) {
    Tensor p = Tensor.zeros(outputs.samples(), outputs.shape(1), outputs.shape(2), 1);
    for (int k = 0; k < p.data().length; k++)
      p.data()[k] = (float) (1 / (1 + Math.exp(-outputs.data()[k * outputs.shape(3)])));
    return p;
  }
}
