package io.github.robustj.job;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.Backend;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;

/**
 * Finds the landmarks in an image, slice by slice.
 *
 * @param model folder of a landmark model
 */
public record LandmarkPredictJob(Path model, Image image) implements Job<LandmarkPrediction> {

  @Override
  public LandmarkPrediction run(Backend backend, JobListener listener) {
    listener.progress(0, "opening the model");
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, listener)) {
      LandmarkTask task = open.landmarks();
      Sight sight = open.sight(listener);
      Image seen = open.suited(image, listener);
      Image small = sight.at(seen);
      Scaling scaling = sight.scaling(seen, small);
      Tensor outputs = open.network().predict(Preprocessing.images(small, scaling));
      listener.progress(1, "found the landmarks");
      return prediction(task, outputs, small, image);
    }
  }

  /**
   * @param small the image as the network saw it
   * @param image the one whose pixels the points are measured in
   */
  static LandmarkPrediction prediction(
      LandmarkTask task, Tensor outputs, Image small, Image image) {
    Landmarks found = task.decode(outputs).in(image, small.width(), small.height());
    return new LandmarkPrediction(image.name(), found);
  }
}
