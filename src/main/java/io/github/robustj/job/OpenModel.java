package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.TiledModel;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.SegmentationTask;
import java.nio.file.Path;

/** A model from disk, ready for images of any size. */
record OpenModel(Path path, ModelDescription description, SegmentationTask task, TiledModel network)
    implements AutoCloseable {

  /** Most slices that are given to the network at once. */
  static final int BATCH = 16;

  /** Longest side of a tile where the user does not choose it. */
  static final int TILE = 512;

  static OpenModel open(Path path, Backend backend, int tile, JobListener listener) {
    ModelFolder folder = ModelFolder.open(path);
    SegmentationTask task = new SegmentationTask(folder.description().task().classes());
    TiledModel network =
        new TiledModel(
            backend.load(folder.savedModel(), task.loss()), tile, BATCH, listener::check);
    return new OpenModel(path, folder.description(), task, network);
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
