package io.github.robustj.task.landmark;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Landmarks, before there are data or a model. */
public final class LandmarkType extends TaskType {

  public LandmarkType() {
    super(
        LandmarkTask.NAME,
        "finds landmarks",
        "mean radial error",
        "pixel_size, measurements, measurement_file, y_origin, tolerances, target_distance,"
            + " target_direction, open_images",
        "resolution, pixel_size, mirror_pairs, augment_rotate, y_origin, correct");
  }

  @Override
  public List<String> objectives() {
    return LandmarkObjective.names();
  }

  @Override
  public List<String> targets() {
    return List.of("none", "swap", "move");
  }

  @Override
  public boolean isTaughtBy(Path folder) {
    return Files.exists(folder.resolve("landmarks.csv"));
  }

  @Override
  public AnnotatedCases read(Path data, AnnotatedCases.Reading how) {
    return LandmarkCases.read(data, how);
  }

  @Override
  public Annotation truth(Path file, Image image, YOrigin origin) {
    return LandmarkReader.points(file, image, origin);
  }

  @Override
  public Class<LandmarkQuestion> question() {
    return LandmarkQuestion.class;
  }

  @Override
  public Task<?> task(Question question, Correctness correctness) {
    LandmarkQuestion.Points points = ((LandmarkQuestion) question).landmarks();
    return new LandmarkTask(points.names(), points.radius(), points.unit(), correctness);
  }

  @Override
  public String usualThreshold() {
    return "huber";
  }

  @Override
  public Map<String, String> marginPresets() {
    return Map.of(
        "amat",
        "steps=20 step_size=5 margin_step=0.5 margin_max=5 refinement=none"
            + " correct=components threshold=mean_minus_sd threshold_parameter=2",
        "paper",
        "steps=20 step_size=5 step_unit=margin_max margin_step=1 margin_max=10"
            + " refinement=bisection threshold=huber threshold_parameter=2");
  }
}
