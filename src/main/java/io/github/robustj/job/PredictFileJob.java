package io.github.robustj.job;

import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.model.Backend;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;

/**
 * As {@link PredictJob}, of an image that is read where the job runs.
 *
 * @param image file or folder
 */
public record PredictFileJob(Path image, Path model, int tile) implements Job<Prediction> {

  @Override
  public String lighter() {
    return "a model with a lower resolution, or device=cpu if the computer has more memory than its GPU";
  }

  @Override
  public Prediction run(Backend backend, JobListener listener) {
    return new PredictJob(model, ImageReader.read(image, Role.IMAGE), tile).run(backend, listener);
  }
}
