package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.Resampling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Shrinking;
import io.github.robustj.model.TiledModel;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.LandmarkTask;
import io.github.robustj.task.SegmentationTask;
import io.github.robustj.task.Task;
import java.nio.file.Path;

/** A model from disk, ready for images of any size. */
record OpenModel(Path path, ModelDescription description, Task<?> task, TiledModel network)
    implements AutoCloseable {

  /** Most slices that are given to the network at once. */
  static final int BATCH = 16;

  /** Longest side of a tile where the user does not choose it. */
  static final int TILE = 512;

  /** Longest side of the smallest tiles of a prediction where memory is short. */
  static final int LEAST_TILE = 64;

  static OpenModel open(Path path, Backend backend, int tile, JobListener listener) {
    ModelFolder folder = ModelFolder.open(path);
    Question question = folder.description().task();
    Task<?> task =
        Tasks.of(question, question.landmarks() == null ? "" : question.landmarks().unit());
    // Landmarks are found in the whole image at once.
    int side =
        question.landmarks() == null ? tile : Math.max(tile, question.landmarks().resolution());
    int least = question.landmarks() == null ? LEAST_TILE : side;
    TiledModel network =
        new TiledModel(
            backend.load(folder.savedModel(), task.loss()),
            side,
            BATCH,
            listener::check,
            new Shrinking(least, listener::log));
    return new OpenModel(path, folder.description(), task, network);
  }

  /**
   * @throws RobustJException if the model does something else
   */
  SegmentationTask segmentation() {
    if (task instanceof SegmentationTask segmentation) return segmentation;
    throw new RobustJException(
        "The model %s finds landmarks and does not segment; choose a segmentation model."
            .formatted(path));
  }

  /**
   * @throws RobustJException if the model does something else
   */
  LandmarkTask landmarks() {
    if (task instanceof LandmarkTask landmarks) return landmarks;
    throw new RobustJException(
        "The model %s segments and does not find landmarks; choose a landmark model."
            .formatted(path));
  }

  /** The image as a landmark model works on it. */
  Image atWorkingResolution(Image image) {
    return Resampling.toLongestSide(image, description.task().landmarks().resolution());
  }

  void requireChannels(Image image) {
    int expected = description.network().inputChannels();
    if (image.channels() == expected) return;
    throw new RobustJException(
        "The image %s has %d channel(s) but the model %s was trained on %d; convert the image or choose another model."
            .formatted(image.name(), image.channels(), path, expected));
  }

  @Override
  public void close() {
    network.close();
  }
}
