package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.SegmentationTask;
import io.github.robustj.task.Task;
import java.util.Set;

/** What attacks maximise, by the task of the model that they attack. */
final class Goals {

  /** These ask for a Dice, or choose between objectives of a segmentation. */
  private static final Set<String> OF_SEGMENTATION = Set.of("ensemble", "fmn");

  private Goals() {}

  /**
   * @throws RobustJException if the attack is for another task
   */
  static Goal of(AttackSpec attack, Task<?> task) {
    if (task instanceof SegmentationTask segmentation)
      return SegmentationGoals.of(attack, segmentation, false);
    if (!attack.objective().equals(AttackSpec.TRAINING_LOSS))
      throw refusal("objective", attack.objective(), "leave it out");
    if (OF_SEGMENTATION.contains(attack.name()))
      throw refusal("attack", attack.name(), "choose another attack");
    return Goal.TRAINING_LOSS;
  }

  private static RobustJException refusal(String key, String given, String remedy) {
    return new RobustJException(
        "The option %s is %s, which is for segmentations, but the model finds landmarks; %s."
            .formatted(key, given, remedy));
  }
}
