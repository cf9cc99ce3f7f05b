package io.github.robustj.job;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.Backend;
import io.github.robustj.task.DetectionTask;
import io.github.robustj.task.NonMaximumSuppression;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the objects in an image, slice by slice. A slide is cut into tiles that overlap by a
 * quarter of their side, one after another, so that no more than one is held beside the image; an
 * object counts where its centre is in the middle part of a tile, and once if two tiles see it.
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
      DetectionTask task = open.detection();
      open.requireChannels(image);
      Slide slide = Slide.of(image, open.description().task().objects().scale(), tile);
      Scaling scaling = slide.scaling(open.description().input().normalization());
      List<List<BoxedObject>> slices = new ArrayList<>();
      for (int z = 0; z < image.slices(); z++) {
        List<BoxedObject> found = new ArrayList<>();
        List<Slide.Tile> tiles = slide.tiles();
        for (int i = 0; i < tiles.size(); i++) {
          listener.check();
          Image part = slide.cut(z, tiles.get(i));
          Tensor outputs = open.network().predict(Preprocessing.images(part, scaling));
          found.addAll(slide.inImage(tiles.get(i), task.decode(outputs).all()));
          double done = (z * tiles.size() + i + 1.) / (image.slices() * tiles.size());
          listener.progress(done, "tile %d of %d".formatted(i + 1, tiles.size()));
        }
        slices.add(NonMaximumSuppression.keep(found, DetectionTask.SAME_OBJECT));
      }
      return prediction(task, new Boxes(slices), image);
    }
  }

  /**
   * @param found in pixels of the image
   */
  static DetectionPrediction prediction(DetectionTask task, Boxes found, Image image) {
    return new DetectionPrediction(
        image.name(), image.width(), image.height(), task.classes(), found, DetectionTask.COUNTS);
  }
}
