package io.github.robustj.task;

import io.github.robustj.data.BoxRow;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which parts of the training loss an attack on a detection maximises. Each is the training loss
 * for targets of which the other parts are left out, so that it costs one pass through the network.
 */
public enum DetectionObjective {
  SUM("the training loss of a detection", 0),
  LOCATION("where boxes are: one minus generalised IoU", BoxRow.CENTERS | BoxRow.ELSEWHERE),
  CLASSIFICATION(
      "the heat maps in the centres of the objects: what is there",
      BoxRow.LOCATION | BoxRow.ELSEWHERE),
  OBJECTNESS("the heat maps everywhere: whether something is there", BoxRow.LOCATION);

  private final String description;
  private final int leftOut;

  DetectionObjective(String description, int leftOut) {
    this.description = description;
    this.leftOut = leftOut;
  }

  /**
   * @param name as users type it; {@code training_loss} is the sum
   * @throws RobustJException if there is no objective of that name
   */
  public static DetectionObjective named(String name) {
    if (name.equals("training_loss")) return SUM;
    return Arrays.stream(values())
        .filter(o -> o.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "The option objective is %s, but with a model that finds objects it must be one of training_loss, %s."
                        .formatted(name, String.join(", ", names()))));
  }

  /** The names users type. */
  public static List<String> names() {
    return Arrays.stream(values()).map(DetectionObjective::label).toList();
  }

  /** As users type it: {@code location}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String description() {
    return description;
  }

  /**
   * The same targets without the parts that do not count.
   *
   * @param rows see {@link BoxRow}
   */
  Tensor targets(Tensor rows) {
    if (leftOut == 0) return rows;
    Tensor part = rows.copy();
    for (int i = 0; i < rows.samples() && rows.sampleLength() > 0; i++)
      part.data()[i * rows.sampleLength() + BoxRow.LEFT_OUT] = leftOut;
    return part;
  }
}
