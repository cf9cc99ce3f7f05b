package io.github.robustj.task;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.YOrigin;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The cases of a data set, with what is annotated in them for a task. */
public interface AnnotatedCases {

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

    public static final Reading USUAL =
        new Reading("", YOrigin.AUTOMATIC, 0, List.of(), Optional.empty());
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
  Question question(List<CaseFiles> training, int resolution, Listener listener);

  /**
   * @param sight how the network sees an image
   * @param channels that every image must have
   */
  Encoder encoder(Task<?> task, Function<Image, ? extends Seen> sight, int channels);

  /** An image at the network's scale. */
  interface Seen {

    /** As the network sees it, in its own intensities. */
    Image small();

    Scaling scaling();

    /** All slices, normalised. */
    Tensor slices();

    /** With what the task encodes, whose pixels have that size. */
    default EncodedCase with(Tensor targets, CaseFiles files, Calibration calibration) {
      return new EncodedCase(
          files.name(), slices(), targets, scaling().bounds(), scaling().scale(), calibration);
    }

    /** Of targets that know the sizes they need. */
    default EncodedCase with(Tensor targets, CaseFiles files) {
      return with(targets, files, Calibration.PIXELS);
    }
  }

  /** Reads annotated cases as a network sees them. */
  interface Encoder {

    /**
     * @throws RobustJException if the image cannot be read or does not suit the others
     */
    EncodedCase read(CaseFiles files);

    /**
     * What the user should know about the cases read so far.
     *
     * @throws RobustJException if nothing in them can be used
     */
    List<String> warnings();
  }

  /** Hears what there is to know of cases, and can stop their reading. */
  interface Listener {

    /** A line for the log. */
    default void log(String line) {}

    /**
     * @throws java.util.concurrent.CancellationException if the user has cancelled
     */
    default void check() {}
  }

  /** Tells what the user should know about the cases that are used. */
  default void tell(List<CaseFiles> used, Listener listener) {}

  /** The task of a model as it is measured on cases of these. */
  default Task<?> measured(Task<?> task, List<CaseFiles> cases) {
    return task;
  }
}
