package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Goal;
import io.github.robustj.task.SegmentationGoal;
import io.github.robustj.task.SegmentationObjective;
import io.github.robustj.task.SegmentationTask;

/** What attacks on segmentations maximise, from their settings. */
final class SegmentationGoals {

  private SegmentationGoals() {}

  /**
   * On the training loss an attack keeps the image with the highest loss, as the papers do; on any
   * other objective, and towards a target, the one with the worst score.
   *
   * @param towards whether a target is to be reached
   */
  static Goal of(AttackSpec attack, SegmentationTask task, boolean towards) {
    SegmentationObjective objective = SegmentationObjective.named(attack.objective());
    boolean byScore =
        towards || objective != SegmentationObjective.TRAINING_LOSS || attack.has(Trait.BY_SCORE);
    return new SegmentationGoal(task, objective, towards, byScore);
  }
}
