package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.YOrigin;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.landmark.Measurement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The cases of a data set, with what is annotated in them for a task. */
interface AnnotatedCases {

  /**
   * How a data set is read.
   *
   * @param group rule for patients, see {@link io.github.robustj.data.reader.Groups}; empty to
   *     guess from the names
   * @param yOrigin of landmarks in files of points
   * @param pixelSize in mm, for images with landmarks that do not tell theirs; 0 to measure those
   *     in pixels
   * @param measurements to compare between prediction and truth
   * @param unannotated table of {@link io.github.robustj.data.reader.box.Unannotated#read}
   */
  record Reading(
      String group,
      YOrigin yOrigin,
      double pixelSize,
      List<Measurement> measurements,
      Optional<Path> unannotated) {

    static final Reading USUAL = new Reading("", YOrigin.AUTOMATIC, 0, List.of(), Optional.empty());
  }

  Dataset dataset();

  /** The image of a case, whose annotation is read, too. */
  Image load(CaseFiles files);

  /**
   * What a training is about.
   *
   * @param training its cases, at least one
   * @param resolution longest side in pixels that images are brought to, where they are
   */
  Question question(List<CaseFiles> training, int resolution, JobListener listener);

  /**
   * @param channels that every image must have
   */
  CaseEncoder encoder(Task<?> task, Sight sight, int channels);

  /** Tells what the user should know about the cases that are used. */
  default void tell(List<CaseFiles> used, JobListener listener) {}

  /** The task of a model as it is measured on cases of these. */
  default Task<?> measured(Task<?> task, List<CaseFiles> cases) {
    return task;
  }
}
