package io.github.robustj.task.detection;

import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Weights of objects that make every class that a sample shows count the same (class-wise attacks,
 * Chen et al. 2021, arXiv 2103.16148): the loss is a mean within and then over the classes, so that
 * a frequent class can no longer hide a rare one.
 */
public final class ClassBalance {

  private ClassBalance() {}

  /**
   * The same objects with other weights, whose mean stays 1.
   *
   * @param rows {@code [sample, object, column]}, see {@link BoxRow}
   */
  public static Tensor balanced(Tensor rows) {
    Tensor balanced = rows.copy();
    for (int i = 0; i < rows.samples(); i++) balance(balanced, i);
    return balanced;
  }

  private static void balance(Tensor rows, int sample) {
    Map<Float, Integer> counts = new HashMap<>();
    float[] r = rows.data();
    int from = sample * rows.sampleLength();
    int to = from + rows.sampleLength();
    int objects = 0;
    for (int row = from; row < to; row += BoxRow.COLUMNS)
      if (counts(r, row)) {
        counts.merge(r[row + BoxRow.CLASS], 1, Integer::sum);
        objects++;
      }
    for (int row = from; row < to; row += BoxRow.COLUMNS)
      if (counts(r, row))
        r[row + BoxRow.WEIGHT] =
            (float) objects / (counts.size() * counts.get(r[row + BoxRow.CLASS]));
  }

  private static boolean counts(float[] rows, int row) {
    return BoxRow.role(rows, row).filter(role -> role != Role.CROWD).isPresent();
  }
}
