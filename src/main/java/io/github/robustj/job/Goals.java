package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.LiveNames;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import java.util.List;

/** What attacks may maximise, and what of their settings the task decides. */
final class Goals {

  private Goals() {}

  /** Those of all tasks, segmentation first, each with those of users. */
  static List<String> objectives() {
    return new LiveNames(
        () -> TaskType.all(TaskType::objectives),
        name -> TaskType.ALL.stream().anyMatch(type -> type.objectives().contains(name)));
  }

  /**
   * The attack with what the task decides.
   *
   * @throws RobustJException if the tolerance is none of the task's scores
   */
  static AttackSpec settled(AttackSpec attack, Task<?> task) {
    if (attack.tolerance() == AttackSpec.AUTOMATIC)
      return attack.withTolerance(task.usualTolerance());
    if (attack.tolerance() > 1 && task.higherIsBetter())
      throw new RobustJException(
          "The option tolerance is %s but must be a %s from 0 to 1 for this model."
              .formatted(attack.tolerance(), task.scoreName()));
    return attack;
  }

  /**
   * @param towards whether a target is to be reached
   * @throws RobustJException if the attack knows no targets
   */
  static void requireSuited(AttackSpec attack, boolean towards) {
    if (towards && !attack.has(Trait.TARGETS))
      throw new RobustJException(
          "The attack %s looks for the smallest perturbation that breaks the score and takes no target; choose another attack, or target none."
              .formatted(attack.name()));
  }
}
