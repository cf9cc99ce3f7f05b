package io.github.robustj.task.instance;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.NamedObjective;
import java.util.List;

/** Which parts of the loss an attack on outlines of objects maximises. */
public enum InstanceObjective implements NamedObjective {
  SUM("the loss that StarDist trains with", StarLoss.SUM),
  PROBABILITY("whether something is there: the cross-entropy alone", new StarLoss(1, 0)),
  DISTANCES("where outlines are: the error of the distances alone", new StarLoss(0, 1));

  private final String description;
  private final StarLoss loss;

  InstanceObjective(String description, StarLoss loss) {
    this.description = description;
    this.loss = loss;
  }

  /**
   * @param name as users type it; {@code training_loss} is the sum
   * @throws RobustJException if there is no objective of that name
   */
  public static InstanceObjective named(String name) {
    if (name.equals(AttackSpec.TRAINING_LOSS)) return SUM;
    return NamedObjective.find(values(), name, InstanceTask.NAME, "for outlines of objects it");
  }

  /** The names users type. */
  public static List<String> names() {
    return NamedObjective.names(values(), InstanceTask.NAME);
  }

  public String description() {
    return description;
  }

  StarLoss loss() {
    return loss;
  }
}
