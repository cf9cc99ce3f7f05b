package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.Backend;
import io.github.robustj.model.BlendedPart;
import io.github.robustj.model.BlendedPart.Area;
import io.github.robustj.model.TiledModel;
import io.github.robustj.model.Tiling;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import java.nio.file.Path;

/**
 * What a model sees in an image, slice by slice: its segmentation, landmarks or objects. Large
 * slices are seen in overlapping tiles where the network does not see whole images.
 *
 * @param model folder of the model
 * @param tile longest side in pixels, at the model's scale, that is given to the network at once;
 *     objects should not be larger than a quarter of it
 */
public record PredictJob(Path model, Image image, int tile) implements Job<Prediction> {

  /**
   * @param options of which {@code pixel_size} and {@code tile} count, if their table has them
   */
  public static PredictJob from(Path model, Image image, Options options) {
    return new PredictJob(
        model,
        options.has(OptionTable.PIXEL_SIZE)
            ? image.calibrated(options.get(OptionTable.PIXEL_SIZE))
            : image,
        options.has(OptionTable.TILE) ? options.get(OptionTable.TILE) : OpenModel.TILE);
  }

  @Override
  public String lighter() {
    if (ModelTask.taskOf(ModelFolder.open(model)).seesWholeImages()) return Job.super.lighter();
    return "tile=%d instead of %d".formatted(Math.max(OpenModel.LEAST_TILE, tile / 2), tile);
  }

  @Override
  public Prediction run(Backend backend, JobListener listener) {
    listener.progress(0, "opening the model");
    CallProgress calls = new CallProgress(listener, "predicting " + image.name());
    try (OpenModel open = OpenModel.open(model, backend, tile, calls)) {
      Image suited = open.suited(image, listener);
      Sight sight = open.sight(listener);
      if (sight.seesSlides()) return slide(open, suited, sight, listener);
      if (!open.task().seesWholeImages()) tell(listener, image.width(), image.height());
      calls.expect(1, image, open.task().seesWholeImages() ? Integer.MAX_VALUE : tile);
      SeenImage seen = sight.see(suited);
      if (isBlended(open, suited)) return blended(open, seen, listener);
      Task.Reading reading = seen.reading(open.task());
      for (int from = 0; from < suited.slices(); from += OpenModel.BATCH)
        reading.add(
            open.network()
                .predict(seen.slices(from, Math.min(suited.slices(), from + OpenModel.BATCH))));
      return reading.prediction();
    }
  }

  /** Whether tiles are put together pixel by pixel. */
  private boolean isBlended(OpenModel open, Image image) {
    return open.task().pixels().isPresent()
        && !BlendedPart.isWhole(image.height(), image.width(), tiles(open));
  }

  private Tiling tiles(OpenModel open) {
    return OpenModel.tiles(open.description().source(), tile);
  }

  /**
   * What {@link TiledModel} says of the image, to the last bit, read row by row: neither the image
   * as the network sees it nor what it says is ever held whole.
   */
  private Prediction blended(OpenModel open, SeenImage seen, JobListener listener) {
    Image image = seen.small();
    Area whole = new Area(0, 0, image.height(), image.width());
    Task.Reading reading = seen.reading(open.task());
    for (int z = 0; z < image.slices(); z++) {
      SeenWindows windows =
          new SeenWindows(
              new SeenWindows.Slice(image, z, seen.scaling()),
              open.network(),
              count -> listener.check());
      try (RowsMeanwhile rows = new RowsMeanwhile((top, logits) -> reading.add(logits))) {
        BlendedPart.predict(image.height(), image.width(), tiles(open), whole, windows, rows);
      }
    }
    return reading.prediction();
  }

  private Prediction slide(OpenModel open, Image image, Sight sight, JobListener listener) {
    Slide slide = sight.slide(image, tile);
    tell(listener, slide.width(), slide.height());
    Task.Reading reading = open.task().reading(image, slide.width(), slide.height());
    Scaling scaling = sight.scaling(image);
    for (int z = 0; z < image.slices(); z++)
      reading.add(slide.outputs(z, open.network(), open.task().stride(), scaling, listener));
    return reading.prediction();
  }

  private void tell(JobListener listener, int width, int height) {
    String tiles = OpenModel.tilesInWords(tile, width, height);
    if (!tiles.isEmpty()) listener.log(tiles);
  }
}
