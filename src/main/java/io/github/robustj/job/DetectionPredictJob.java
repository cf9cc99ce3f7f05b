package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.model.Backend;
import java.nio.file.Path;

/**
 * Finds the objects in an image, slice by slice. A slide is cut into tiles that overlap by a
 * quarter of their side, one after another; what the network says of their middle parts is put side
 * by side, and read as one.
 *
 * @param model folder of a detection model
 * @param tile longest side in pixels that is given to the network at once, at the model's scale;
 *     objects should not be larger than a quarter of it
 */
public record DetectionPredictJob(Path model, Image image, int tile)
    implements Job<DetectionPrediction> {

  @Override
  public DetectionPrediction run(Backend backend, JobListener listener) {
    listener.progress(0, "opening the model");
    try (OpenModel open = OpenModel.open(model, backend, tile, listener)) {
      open.detection();
      Image suited = open.suited(image, listener);
      return new Detector(open, open.sight(listener), tile).predict(suited, listener);
    }
  }
}
