package io.github.robustj.task.instance;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.data.reader.mask.DatasetReader;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Question;
import io.github.robustj.task.Stars;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Outlines of objects, before there are data or a model. */
public final class InstanceType extends TaskType {

  public InstanceType() {
    super(
        InstanceTask.NAME,
        "outlines objects",
        "AP50",
        "tile, label_image, threshold, class_thresholds, max_detections",
        "patch, correct");
  }

  @Override
  public List<String> objectives() {
    return InstanceObjective.names();
  }

  @Override
  public List<String> targets() {
    return TargetInstances.KINDS;
  }

  /** Label images of objects and of classes look alike: the model, or the user, says which. */
  @Override
  public boolean isTaughtBy(Path folder) {
    return false;
  }

  @Override
  public AnnotatedCases read(Path data, AnnotatedCases.Reading how) {
    return new InstanceCases(DatasetReader.read(data, how.group()));
  }

  /** A label image. */
  @Override
  public Annotation truth(Path file, Image image, YOrigin origin) {
    return InstanceCases.outlines(MaskImages.read(file));
  }

  @Override
  public Class<InstanceQuestion> question() {
    return InstanceQuestion.class;
  }

  @Override
  protected Optional<Question> ofStars(Stars stars) {
    return Optional.of(new InstanceQuestion(stars));
  }

  @Override
  public Task<?> task(Question question, Correctness correctness) {
    return new InstanceTask(((InstanceQuestion) question).stars(), correctness);
  }

  @Override
  public boolean findsObjects() {
    return true;
  }

  @Override
  public boolean knows(Correctness correctness) {
    return correctness != Correctness.RADIAL_ERROR;
  }
}
