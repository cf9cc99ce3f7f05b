package io.github.robustj.task.segmentation;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segmentation, before there are data or a model. */
public final class SegmentationType extends TaskType {

  public SegmentationType() {
    super(
        SegmentationTask.NAME,
        "segments",
        "Dice",
        "tile, pixel_size, probabilities, label_image, float_image, truth, target_mask,"
            + " target_from_overlay, target_pixels",
        "deep_supervision, patch, augment_rotate");
  }

  @Override
  public List<String> objectives() {
    return SegmentationObjective.names();
  }

  @Override
  public List<String> targets() {
    return List.of("none", "erase", "shrink", "swap", "mask");
  }

  @Override
  public boolean isTaughtBy(Path folder) {
    return Files.exists(folder.resolve("labels")) || Files.exists(folder.resolve("labelsTr"));
  }

  @Override
  public AnnotatedCases read(Path data, AnnotatedCases.Reading how) {
    return new MaskCases(DatasetReader.read(data, how.group()));
  }

  @Override
  public Annotation truth(Path file, Image image, YOrigin origin) {
    return MaskImages.read(file);
  }

  @Override
  public Class<SegmentationQuestion> question() {
    return SegmentationQuestion.class;
  }

  @Override
  protected Optional<Question> ofPixels(List<LabelClass> classes) {
    return Optional.of(new SegmentationQuestion(classes));
  }

  @Override
  public Task<?> task(Question question, Correctness correctness) {
    return new SegmentationTask(question.classes());
  }

  @Override
  public boolean learnsFromLevels() {
    return true;
  }

  @Override
  public String lighter() {
    return "a smaller patch, such as patch=64";
  }

  @Override
  public boolean judgesByLosses() {
    return false;
  }

  /** No margin gets to 1e6. */
  @Override
  public Map<String, String> marginPresets() {
    String amat =
        "steps=20 step_size=4 refinement=end_point threshold=mean margin_floor=0 margin_max=1e6"
            + " valid_range=none";
    return Map.of(
        "ima",
        "steps=20 step_size=4 refinement=bisection threshold=value threshold_parameter=0.6"
            + " margin_floor=0 valid_range=none",
        "amat",
        amat,
        "paper",
        amat,
        "replay",
        "clean_epochs=0 renew_threshold=true");
  }
}
