package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.DetectionGoal;
import io.github.robustj.task.DetectionObjective;
import io.github.robustj.task.DetectionTask;
import io.github.robustj.task.SegmentationTask;
import io.github.robustj.task.Task;
import java.util.Optional;
import java.util.Set;

/** What attacks maximise, by the task of the model that they attack. */
final class Goals {

  /** These ask for a score that an image has or has not. */
  private static final Set<String> BY_SCORE = Set.of("ensemble", "fmn");

  private Goals() {}

  /**
   * @throws RobustJException if the attack is for another task
   */
  static Goal of(AttackSpec attack, Task<?> task) {
    if (task instanceof SegmentationTask segmentation)
      return SegmentationGoals.of(attack, segmentation, false);
    if (task instanceof DetectionTask detection) return detection(attack, detection, false);
    if (!attack.objective().equals(AttackSpec.TRAINING_LOSS))
      throw refusal("objective", attack.objective(), "leave it out");
    if (BY_SCORE.contains(attack.name()))
      throw refusal("attack", attack.name(), "choose another attack");
    return Goal.TRAINING_LOSS;
  }

  /**
   * On the training loss an attack keeps the image with the highest loss, as the papers do; on a
   * part of it the one with the worst score; towards a target the one that comes nearest.
   *
   * @param towards whether a target is to be reached
   */
  static Goal detection(AttackSpec attack, DetectionTask task, boolean towards) {
    DetectionObjective objective = DetectionObjective.named(attack.objective());
    boolean byScore =
        !towards && (objective != DetectionObjective.SUM || BY_SCORE.contains(attack.name()));
    return new DetectionGoal(objective, towards, Optional.of(task).filter(t -> byScore));
  }

  private static RobustJException refusal(String key, String given, String remedy) {
    return new RobustJException(
        "The option %s is %s, which is not for a model that finds landmarks; %s."
            .formatted(key, given, remedy));
  }
}
