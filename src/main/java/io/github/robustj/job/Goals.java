package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Goal;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.DetectionGoal;
import io.github.robustj.task.DetectionObjective;
import io.github.robustj.task.DetectionTask;
import io.github.robustj.task.LandmarkGoal;
import io.github.robustj.task.LandmarkObjective;
import io.github.robustj.task.LandmarkTask;
import io.github.robustj.task.SegmentationObjective;
import io.github.robustj.task.SegmentationTask;
import io.github.robustj.task.Task;
import io.github.robustj.task.TowardsObjects;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What attacks maximise, by the task of the model that they attack. */
final class Goals {

  /** The coarsest tolerance of the cephalometric literature, in mm. */
  private static final double LANDMARK_TOLERANCE = 4;

  /** Of Dice and F1. */
  private static final double SCORE_TOLERANCE = .5;

  private Goals() {}

  /** The names of the objectives of all tasks. */
  static List<String> objectives() {
    return Stream.of(
            SegmentationObjective.names(), LandmarkObjective.names(), DetectionObjective.names())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /**
   * The attack with what the task decides.
   *
   * @throws RobustJException if the tolerance is none of the task's scores
   */
  static AttackSpec settled(AttackSpec attack, Task<?> task) {
    if (attack.tolerance() == AttackSpec.AUTOMATIC)
      return attack.withTolerance(task.higherIsBetter() ? SCORE_TOLERANCE : LANDMARK_TOLERANCE);
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

  /**
   * On the training loss of masks and objects an attack keeps the image with the highest loss, as
   * the papers do; on any other objective, and of landmarks, the one with the worst score. Towards
   * a target it keeps the one that comes nearest to it.
   *
   * @param towards whether a target is to be reached
   * @throws RobustJException if the objective is for another task
   */
  static Goal of(AttackSpec attack, Task<?> task, boolean towards) {
    if (task instanceof SegmentationTask segmentation)
      return SegmentationGoals.of(attack, segmentation, towards);
    if (task instanceof DetectionTask detection) return detection(attack, detection, towards);
    if (!(task instanceof LandmarkTask landmarks)) return Goal.TRAINING_LOSS;
    return new LandmarkGoal(landmarks, LandmarkObjective.named(attack.objective()), towards);
  }

  private static Goal detection(AttackSpec attack, DetectionTask task, boolean towards) {
    DetectionObjective objective = DetectionObjective.named(attack.objective());
    if (towards) return new TowardsObjects(task, objective);
    boolean byScore = objective != DetectionObjective.SUM || attack.has(Trait.BY_SCORE);
    return new DetectionGoal(objective, Optional.of(task).filter(t -> byScore));
  }
}
