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
import io.github.robustj.task.ObjectReading;
import io.github.robustj.task.ObjectRows;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a model sees in an image, slice by slice: its segmentation, landmarks or objects. Large
 * slices are seen in overlapping tiles where the network does not see whole images.
 *
 * @param model folder of the model
 * @param tile longest side in pixels, at the model's scale, that is given to the network at once;
 *     objects should not be larger than a quarter of it
 * @param probabilities whether those of classes are wanted pixel by pixel
 */
public record PredictJob(Path model, Image image, int tile, boolean probabilities)
    implements Job<Prediction> {

  /** Without probabilities. */
  public PredictJob(Path model, Image image, int tile) {
    this(model, image, tile, false);
  }

  /**
   * @param options of which {@code pixel_size}, {@code tile} and {@code probabilities} count, if
   *     their table has them
   */
  public static PredictJob from(Path model, Image image, Options options) {
    return new PredictJob(
        model,
        options.has(OptionTable.PIXEL_SIZE)
            ? image.calibrated(options.get(OptionTable.PIXEL_SIZE))
            : image,
        options.has(OptionTable.TILE) ? options.get(OptionTable.TILE) : OpenModel.TILE,
        options.has(OptionTable.PROBABILITIES) && options.get(OptionTable.PROBABILITIES));
  }

  @Override
  public String lighter() {
    if (ModelTask.taskOf(ModelFolder.open(model)).seesWholeImages()) return Job.super.lighter();
    return "tile=%d instead of %d".formatted(Math.max(OpenModel.LEAST_TILE, tile / 2), tile);
  }

  @Override
  public Prediction run(Backend backend, JobListener listener) {
    return slices(0, image.slices(), listener, backend, listener);
  }

  /** The same of some slices, normalised as all of them; those with the first say it all. */
  Prediction slices(SliceRange range, Backend backend, JobListener listener) {
    JobListener words = range.from() == 0 ? listener : JobListener.SILENT;
    return slices(range.from(), range.to(), words, backend, listener);
  }

  /**
   * @param words hears what is said of the image
   */
  private Prediction slices(
      int from, int to, JobListener words, Backend backend, JobListener listener) {
    listener.progress(0, "opening the model");
    CallProgress calls = new CallProgress(listener, "predicting " + image.name());
    try (OpenModel open = OpenModel.open(model, backend, tile, calls)) {
      Image suited = open.suited(image, words);
      Sight sight = open.sight(words);
      Image own = suited.slices(from, to);
      if (open.task() instanceof ObjectTask task) {
        Optional<Slide> slide = slide(open, sight, own);
        if (slide.isPresent()) {
          tell(words, slide.get().width(), slide.get().height());
          return objects(open, task, slide.get(), sight.scalingOfLarge(suited, d -> {}), listener);
        }
      }
      if (!open.task().seesWholeImages()) tell(words, image.width(), image.height());
      boolean blended = isBlended(open, own);
      if (!blended) calls.expect(1, own, open.task().seesWholeImages() ? Integer.MAX_VALUE : tile);
      SeenImage seen = sight.see(suited);
      Image small = seen.small();
      Task.Reading reading = open.task().reading(own, small.width(), small.height(), probabilities);
      if (blended) return blended(open, seen, new SliceRange(from, to), reading, listener);
      for (int at = from; at < to; at += OpenModel.BATCH)
        reading.add(open.network().predict(seen.slices(at, Math.min(to, at + OpenModel.BATCH))));
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
  private Prediction blended(
      OpenModel open,
      SeenImage seen,
      SliceRange range,
      Task.Reading reading,
      JobListener listener) {
    Image image = seen.small();
    Area whole = new Area(0, 0, image.height(), image.width());
    int all = BlendedPart.windows(image.height(), image.width(), tiles(open), whole);
    for (int z = range.from(); z < range.to(); z++) {
      PrefetchedWindows windows =
          new PrefetchedWindows(
              new PrefetchedWindows.Slice(image, z, seen.scaling()),
              open.network(),
              told(
                  listener,
                  (double) (z - range.from()) * all,
                  (double) (range.to() - range.from()) * all));
      try (BackgroundRows rows = new BackgroundRows((top, logits) -> reading.add(logits))) {
        BlendedPart.predict(image.height(), image.width(), tiles(open), whole, windows, rows);
      }
    }
    return reading.prediction();
  }

  /**
   * Also of windows of one colour, for which the network is not asked again.
   *
   * @param before windows of earlier slices
   * @param all windows of all slices
   */
  private IntConsumer told(JobListener listener, double before, double all) {
    return seen -> {
      listener.check();
      listener.progress(Math.min(.99, (before + seen) / all), "predicting " + image.name());
    };
  }

  /** None where a network that sees images in their own pixels sees several small ones at once. */
  private Optional<Slide> slide(OpenModel open, Sight sight, Image image) {
    if (sight.seesSlides()) return Optional.of(sight.slide(image, tile));
    int side = OpenModel.objectTile(open.description().source(), tile);
    return Math.max(image.width(), image.height()) <= side
        ? Optional.empty()
        : Optional.of(sight.slide(image, side));
  }

  /** What the network says is read row by row, and never held whole. */
  private Prediction objects(
      OpenModel open, ObjectTask task, Slide slide, Scaling scaling, JobListener listener) {
    Image image = slide.image();
    ObjectReading reading = task.reading(image, slide.width(), slide.height());
    for (int z = 0; z < image.slices(); z++) {
      ObjectRows objects = reading.slice();
      try (BackgroundRows rows =
          new BackgroundRows((top, outputs) -> objects.next().accept(outputs))) {
        slide.predict(z, open.network(), task.stride(), scaling, listener, rows);
      }
      reading.add(objects);
    }
    return reading.prediction();
  }

  private void tell(JobListener listener, int width, int height) {
    String tiles = OpenModel.tilesInWords(tile, width, height);
    if (!tiles.isEmpty()) listener.log(tiles);
  }
}
