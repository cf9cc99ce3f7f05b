package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.packaging.ModelDescription.Detector;
import io.github.robustj.packaging.ModelDescription.Points;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.landmark.Measurement;
import io.github.robustj.task.segmentation.SegmentationTask;
import java.util.List;

/** Tasks from what {@code model.json} says about them, and back. */
final class Tasks {

  private Tasks() {}

  /**
   * @throws RobustJException if the description says something that no task can be
   */
  static Task<?> of(ModelFolder model) {
    try {
      return of(model.description().task());
    } catch (RobustJException | IllegalArgumentException e) {
      throw model.damaged(e.getMessage(), e);
    }
  }

  private static Task<?> of(Question question) {
    return switch (ModelTask.of(question)) {
      case SEGMENTATION -> new SegmentationTask(question.classes());
      case LANDMARK -> landmarks(question.landmarks(), question.landmarks().unit(), List.of());
      case DETECTION -> detection(question.objects());
    };
  }

  /**
   * @param unit of distances between landmarks
   */
  static LandmarkTask landmarks(Points points, String unit, List<Measurement> measurements) {
    return new LandmarkTask(points.names(), points.radius(), unit, Correctness.LOSS, measurements);
  }

  private static DetectionTask detection(Detector objects) {
    return new DetectionTask(objects.names(), objects.thresholds(), Correctness.LOSS);
  }

  /**
   * @param resolution longest side of the images, where landmarks are found
   * @param scale of the images, where objects are found
   */
  static Question question(Task<?> task, int resolution, double scale) {
    if (task instanceof SegmentationTask segmentation)
      return new Question(task.name(), segmentation.classes());
    if (task instanceof DetectionTask d)
      return new Question(
          task.name(), List.of(), null, new Detector(d.classes(), d.thresholds(), scale));
    LandmarkTask landmarks = (LandmarkTask) task;
    Points points = new Points(landmarks.names(), landmarks.radius(), resolution, landmarks.unit());
    return new Question(task.name(), List.of(), points, null);
  }
}
