package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import java.util.Arrays;

/**
 * A row of cells of {@link BoxOutputs}.
 *
 * @param first where it begins in the values
 * @param width in cells
 */
record CellRow(float[] values, int first, int classes, int width) {

  /** Whether a logit is the highest of its 3 x 3 cells; of equal ones the first is. */
  boolean isPeak(CellRow above, CellRow below, int x, int index) {
    int from = x > 0 ? x - 1 : x;
    int to = x + 1 < width ? x + 1 : x;
    float own = logit(x, index);
    for (int u = from; above != null && u <= to; u++)
      if (above.logit(u, index) >= own) return false;
    for (int u = from; below != null && u <= to; u++) if (below.logit(u, index) > own) return false;
    return (from == x || logit(from, index) < own) && (to == x || logit(to, index) <= own);
  }

  float logit(int x, int index) {
    return values[at(x) + index];
  }

  /**
   * See {@link BoxOutputs#box}.
   *
   * @param y of the row in the slice
   */
  Box box(int y, int x) {
    return BoxOutputs.box(y, x, values, at(x) + classes);
  }

  private int at(int x) {
    return first + x * (classes + BoxOutputs.GEOMETRY);
  }

  CellRow copy() {
    return new CellRow(Arrays.copyOfRange(values, first, at(width)), 0, classes, width);
  }
}
