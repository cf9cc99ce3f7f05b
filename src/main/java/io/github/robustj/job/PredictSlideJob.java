package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.model.Backend;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;

/**
 * As {@link PredictJob}, of an image that may be larger than memory and is read where the job runs,
 * for networks that see images whole, at their own scale.
 *
 * @param image file or folder
 * @param pixelSize side of a pixel in mm where the image does not say it; 0 for none
 */
public record PredictSlideJob(Path image, Path model, int tile, double pixelSize)
    implements Job<Prediction> {

  @Override
  public String lighter() {
    return "a model with a lower resolution, or device=cpu if the computer has more memory than its GPU";
  }

  @Override
  public Prediction run(Backend backend, JobListener listener) {
    Image read = ImageReader.read(image, Role.IMAGE).calibrated(pixelSize);
    return new PredictJob(model, read, tile).run(backend, listener);
  }
}
