package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;

/**
 * What a detection network says, {@code [sample, y, x, class or 4]}, a cell for every 4 x 4 pixels:
 * a logit for each class, then where the centre is from the middle of the cell, across and down in
 * cells, then the natural logarithms of width and height in cells.
 */
public final class BoxOutputs {

  /** Channels after those of the classes. */
  public static final int GEOMETRY = 4;

  /** Largest logarithm of a size, so that no box is infinite: 11924 pixels. */
  public static final double LARGEST = 8;

  private final Tensor outputs;
  private final int classes;

  /**
   * @throws RobustJException if an output is NaN or infinite
   */
  public BoxOutputs(Tensor outputs) {
    this.outputs = outputs;
    this.classes = outputs.shape(3) - GEOMETRY;
    for (float value : outputs.data())
      if (!Float.isFinite(value))
        throw new RobustJException(
            ("The network's output contains %s instead of a finite number, so its training has"
                    + " diverged; train it again with a lower learning_rate.")
                .formatted(value));
  }

  /**
   * How likely an object's centre is, cell by cell and class by class.
   *
   * @return {@code [sample, y, x, class]}, 0 to 1
   */
  public static Tensor probabilities(Tensor outputs) {
    BoxOutputs read = new BoxOutputs(outputs);
    Tensor p = Tensor.zeros(read.samples(), read.height(), read.width(), read.classes);
    for (int k = 0; k < p.data().length; k++) {
      int cell = k / read.classes;
      double logit = outputs.data()[cell * outputs.shape(3) + k % read.classes];
      p.data()[k] = (float) (1 / (1 + Math.exp(-logit)));
    }
    return p;
  }

  public int classes() {
    return classes;
  }

  int samples() {
    return outputs.samples();
  }

  int height() {
    return outputs.shape(1);
  }

  int width() {
    return outputs.shape(2);
  }

  double logit(int sample, int y, int x, int index) {
    return outputs.data()[at(sample, y, x) + index];
  }

  /** Whether a logit is the highest of its 3 x 3 cells; of equal ones the first is. */
  boolean isPeak(int sample, int y, int x, int index) {
    CellRow above = y > 0 ? row(sample, y - 1) : null;
    CellRow below = y + 1 < height() ? row(sample, y + 1) : null;
    return row(sample, y).isPeak(above, below, x, index);
  }

  CellRow row(int sample, int y) {
    return new CellRow(outputs.data(), at(sample, y, 0), classes, width());
  }

  /** In pixels of the network's input; it may reach outside. */
  Box box(int sample, int y, int x) {
    return box(y, x, outputs.data(), at(sample, y, x) + classes);
  }

  /**
   * @param geometry where the numbers of the box begin
   */
  static Box box(int y, int x, float[] values, int geometry) {
    double stride = BoxMaps.STRIDE;
    return Box.around(
        (x + .5 + values[geometry]) * stride,
        (y + .5 + values[geometry + 1]) * stride,
        Math.exp(Math.min(values[geometry + 2], LARGEST)) * stride,
        Math.exp(Math.min(values[geometry + 3], LARGEST)) * stride);
  }

  /** A class's logit and the numbers of the box. */
  float[] values(int y, int x, int index) {
    float[] values = new float[1 + GEOMETRY];
    values[0] = (float) logit(0, y, x, index);
    System.arraycopy(outputs.data(), at(0, y, x) + classes, values, 1, GEOMETRY);
    return values;
  }

  private int at(int sample, int y, int x) {
    return ((sample * height() + y) * width() + x) * (classes + GEOMETRY);
  }
}
