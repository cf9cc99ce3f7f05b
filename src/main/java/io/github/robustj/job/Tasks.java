package io.github.robustj.job;

import io.github.robustj.packaging.ModelDescription.Points;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.LandmarkTask;
import io.github.robustj.task.Measurement;
import io.github.robustj.task.SegmentationTask;
import io.github.robustj.task.Task;
import java.util.List;

/** Tasks from what {@code model.json} says about them, and back. */
final class Tasks {

  private Tasks() {}

  /**
   * @param unit of distances between landmarks
   */
  static Task<?> of(Question question, String unit) {
    return question.landmarks() == null
        ? new SegmentationTask(question.classes())
        : landmarks(question.landmarks(), unit, List.of());
  }

  static LandmarkTask landmarks(Points points, String unit, List<Measurement> measurements) {
    return new LandmarkTask(points.names(), points.radius(), unit, Correctness.LOSS, measurements);
  }

  /**
   * @param resolution longest side of the images, where landmarks are found
   */
  static Question question(Task<?> task, int resolution) {
    if (task instanceof SegmentationTask segmentation)
      return new Question(task.name(), segmentation.classes());
    LandmarkTask landmarks = (LandmarkTask) task;
    Points points = new Points(landmarks.names(), landmarks.radius(), resolution, landmarks.unit());
    return new Question(task.name(), List.of(), points);
  }
}
