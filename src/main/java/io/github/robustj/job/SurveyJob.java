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
    BlockScene scene = BlockScene.of(image, model, tile, tile, listener);
    return scene
        .sight()
        .scalingOfLarge(
            scene.image(),
            done -> {
              listener.check();
              listener.preparing(done, "looking at the intensities of " + scene.image().name());
            });
  }
}
