package io.github.robustj.job;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.task.detection.BoxMaps;
import io.github.robustj.task.detection.CellTile;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds objects in images tile by tile: what is predicted, and what an attack is judged by.
 *
 * @param tile longest side in pixels that the network sees at once, at the model's scale
 */
record Detector(OpenModel open, Sight sight, int tile) {

  /** An image in tiles, and how it is normalised. */
  Slide slide(Image image) {
    return Slide.of(image, sight, open.description().task().objects().scale(), tile);
  }

  /** In the image's own pixels. */
  DetectionPrediction predict(Image image, JobListener listener) {
    Slide slide = slide(image);
    String tiles = OpenModel.tilesInWords(tile, slide.width(), slide.height());
    if (!tiles.isEmpty()) listener.log(tiles);
    Scaling scaling = slide.scaling(sight);
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (int z = 0; z < image.slices(); z++) slices.add(slice(slide, scaling, z, listener));
    DetectionTask task = open.detection();
    return new DetectionPrediction(
        image.name(),
        image.width(),
        image.height(),
        task.classes(),
        new Boxes(slices),
        DetectionTask.COUNTS);
  }

  private List<BoxedObject> slice(Slide slide, Scaling scaling, int z, JobListener listener) {
    Tensor outputs =
        Tensor.zeros(1, BoxMaps.cells(slide.height()), BoxMaps.cells(slide.width()), channels());
    List<CellTile> tiles = slide.tiles();
    for (int i = 0; i < tiles.size(); i++) {
      listener.check();
      Image part = slide.cut(z, tiles.get(i));
      tiles.get(i).copyTo(outputs, 0, open.network().predict(Preprocessing.images(part, scaling)));
      double done = (z * tiles.size() + i + 1.) / (slide.image().slices() * tiles.size());
      listener.progress(done, "tile %d of %d".formatted(i + 1, tiles.size()));
    }
    return slide.inImage(open.detection().decode(outputs).all());
  }

  private int channels() {
    return open.detection().outputChannels();
  }
}
