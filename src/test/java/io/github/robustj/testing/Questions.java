package io.github.robustj.testing;

import io.github.robustj.data.LabelClass;
import io.github.robustj.task.Question;
import io.github.robustj.task.Stars;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.instance.InstanceQuestion;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import java.util.List;

/** What small models of every task answer. */
public final class Questions {

  private static final List<String> NAMES = List.of("a", "b");

  private Questions() {}

  /**
   * Two of everything.
   *
   * @param task its name
   * @param resolution of landmarks
   */
  public static Question of(String task, int resolution) {
    return switch (task) {
      case "segmentation" ->
          new SegmentationQuestion(List.of(new LabelClass(0, "ground"), new LabelClass(3, "a")));
      case "landmark" -> new LandmarkQuestion(NAMES, 6, resolution, "mm");
      case "detection" -> new DetectionQuestion(NAMES, List.of(.3, .3), 1);
      default -> new InstanceQuestion(new Stars(8, 2, .5, .4));
    };
  }

  /** Of {@link Discs}, {@link Crosses} or {@link Cells}. */
  public static Question ofData(String task) {
    return switch (task) {
      case "landmark" -> new LandmarkQuestion(List.of("bright", "dark"), 5, 32, "mm");
      case "detection" -> new DetectionQuestion(List.of("red", "blue"), List.of(.01, .01), 1);
      default ->
          new SegmentationQuestion(List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc")));
    };
  }
}
