package io.github.robustj.task.detection;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.BoxRow;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.NamedObjective;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/**
 * Which parts of the training loss an attack on a detection maximises. Each is the training loss
 * for targets of which the other parts are left out, so that it costs one pass through the network;
 * but for the scale-free one, a formula of the outputs.
 */
public enum DetectionObjective implements NamedObjective {
  SUM("the training loss of a detection", 0),
  LOCATION("where boxes are: one minus generalised IoU", BoxRow.CENTERS | BoxRow.ELSEWHERE),
  CLASSIFICATION(
      "the heat maps in the centres of the objects: what is there",
      BoxRow.LOCATION | BoxRow.ELSEWHERE),
  OBJECTNESS("the heat maps everywhere: whether something is there", BoxRow.LOCATION),
  SCALE_FREE_OBJECTNESS(
      "the same of logits that are brought to one size, so that none are too large for a gradient",
      BoxRow.LOCATION);

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
    if (name.equals(AttackSpec.TRAINING_LOSS)) return SUM;
    return NamedObjective.find(values(), name, DetectionTask.NAME, "for objects it");
  }

  /** The names users type. */
  public static List<String> names() {
    return NamedObjective.names(values(), DetectionTask.NAME);
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
