package io.github.robustj.task.detection;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Image;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.task.detection.DetectionQuestion.Detector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Objects, before there are data or a model. */
public final class DetectionType extends TaskType {

  public DetectionType() {
    super(
        DetectionTask.NAME,
        "finds objects",
        "AP50",
        "tile, threshold, class_thresholds, boxes_file, max_detections, unannotated, open_images",
        "patch, resolution, augment_any_way_up, unannotated, correct");
  }

  @Override
  public List<String> objectives() {
    return DetectionObjective.names();
  }

  @Override
  public List<String> targets() {
    return DetectionTask.TARGETS;
  }

  @Override
  public boolean isTaughtBy(Path folder) {
    return Files.exists(folder.resolve("boxes.csv"))
        || Files.exists(folder.resolve("annotations"))
        || BoxCases.areTexts(folder.resolve("labels"));
  }

  @Override
  public AnnotatedCases read(Path data, AnnotatedCases.Reading how) {
    return BoxCases.read(data, how);
  }

  @Override
  public Annotation truth(Path file, Image image, YOrigin origin) {
    return Boxes.of(BoxReader.boxes(file, image));
  }

  @Override
  public Class<DetectionQuestion> question() {
    return DetectionQuestion.class;
  }

  @Override
  public Task<?> task(Question question, Correctness correctness) {
    Detector objects = ((DetectionQuestion) question).objects();
    return new DetectionTask(objects.names(), objects.thresholds(), correctness);
  }

  @Override
  public Question tuned(Question question, Task<?> task) {
    Detector objects = ((DetectionQuestion) question).objects();
    List<Double> thresholds = ((DetectionTask) task).thresholds();
    return new DetectionQuestion(objects.names(), thresholds, objects.scale());
  }

  @Override
  public boolean findsObjects() {
    return true;
  }

  @Override
  public int leastDepth() {
    return 2;
  }

  @Override
  public int usualResolution() {
    return 320;
  }

  @Override
  public boolean staysStraight() {
    return true;
  }

  @Override
  public boolean knows(Correctness correctness) {
    return correctness != Correctness.RADIAL_ERROR;
  }

  /** Losses have a long tail: half of the images would be wrong by their mean. */
  @Override
  public Map<String, String> marginPresets() {
    return Map.of(
        "fast",
        "threshold=minimum",
        "replay",
        "threshold=minimum",
        "paper",
        "steps=20 step_size=5 margin_step=0.5 margin_max=1e6 refinement=end_point"
            + " correct=components threshold=minimum");
  }
}
