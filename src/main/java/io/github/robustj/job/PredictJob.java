package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.Backend;
import java.nio.file.Path;

/**
 * Segments an image, slice by slice, large slices in overlapping tiles.
 *
 * @param model folder of the model
 * @param tile longest side in pixels that is given to the network at once
 */
public record PredictJob(Path model, Image image, int tile) implements Job<Prediction> {

  @Override
  public String lighter() {
    return "tile=%d instead of %d".formatted(Math.max(OpenModel.LEAST_TILE, tile / 2), tile);
  }

  @Override
  public Prediction run(Backend backend, JobListener listener) {
    listener.progress(0, "opening the model");
    JobListener calls = CallProgress.prediction(image, tile, listener);
    try (OpenModel open = OpenModel.open(model, backend, tile, calls)) {
      Image image = open.suited(this.image, listener);
      String tiles = OpenModel.tilesInWords(tile, image.width(), image.height());
      if (!tiles.isEmpty()) listener.log(tiles);
      Scaling scaling = open.sight(listener).scaling(image, image);
      PredictionBuilder result = new PredictionBuilder(image, open.segmentation());
      for (int from = 0; from < image.slices(); from += OpenModel.BATCH) {
        int to = Math.min(image.slices(), from + OpenModel.BATCH);
        result.add(from, open.network().predict(Preprocessing.slices(image, scaling, from, to)));
      }
      return result.prediction();
    }
  }
}
