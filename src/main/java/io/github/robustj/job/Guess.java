package io.github.robustj.job;

import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationTask;
import java.util.List;

/**
 * What can be answered without looking at an image, from the truth of the training cases alone. A
 * network that is no better has learned nothing.
 */
interface Guess {

  /** Takes note of the truth of a training case. */
  void learn(EvaluationCase subject);

  /**
   * What guessing reaches on other cases, measured as the training measures the network.
   *
   * @return NaN where there is nothing to measure
   */
  double score(List<EvaluationCase> cases);

  /** What is guessed, as in {@code the mean mask}. */
  String words();

  static Guess of(Task<?> task) {
    if (task instanceof LandmarkTask landmarks) return new PlaceGuess(landmarks.names().size());
    if (task instanceof DetectionTask objects) return new BoxGuess(objects);
    return new MaskGuess((SegmentationTask) task);
  }
}
