package io.github.robustj.job;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.task.detection.DetectionObjective;
import io.github.robustj.task.landmark.LandmarkObjective;
import io.github.robustj.task.segmentation.SegmentationObjective;
import java.util.List;

/** Which choices of an option exist for a task. */
public final class TaskChoices {

  private TaskChoices() {}

  /** The choices of an option in its order; all of them where they are the same for every task. */
  public static List<String> of(Key<?> key, ModelTask task) {
    List<String> all = ((Allowed.Choice) key.allowed()).choices();
    return switch (key.name()) {
      case "objective" -> all.stream().filter(objectives(task)::contains).toList();
      case "target" -> all.stream().filter(targets(task)::contains).toList();
      default -> all;
    };
  }

  private static List<String> objectives(ModelTask task) {
    return switch (task) {
      case SEGMENTATION -> SegmentationObjective.names();
      case LANDMARK -> LandmarkObjective.names();
      case DETECTION -> DetectionObjective.names();
    };
  }

  private static List<String> targets(ModelTask task) {
    return switch (task) {
      case SEGMENTATION -> List.of("none", "erase", "shrink", "swap", "mask");
      case LANDMARK -> List.of("none", "swap", "move");
      case DETECTION -> List.of("none", "vanish", "fabricate", "mislabel");
    };
  }
}
