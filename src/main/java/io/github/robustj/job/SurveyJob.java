package io.github.robustj.job;

import io.github.robustj.data.Scaling;
import io.github.robustj.model.Backend;
import java.nio.file.Path;

/**
 * How a model sees the intensities of an image that may be larger than memory: the normalisation
 * that {@link PredictJob} would fit to it.
 *
 * @param image file or folder
 */
public record SurveyJob(Path image, Path model, int tile) implements Job<Scaling> {

  @Override
  public Scaling run(Backend backend, JobListener listener) {
    BlockedImage blocked = BlockedImage.of(image, model, tile, tile, listener);
    return blocked
        .sight()
        .scalingOfLarge(
            blocked.image(),
            done -> {
              listener.check();
              listener.preparing(done, "looking at the intensities of " + blocked.image().name());
            });
  }
}
