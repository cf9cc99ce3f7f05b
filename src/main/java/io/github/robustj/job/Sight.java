package io.github.robustj.job;

import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Resolution;
import io.github.robustj.data.Scaling;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/**
 * How a network sees images: at which resolution, and how normalised. An attacked image that says
 * how its clean one was normalised is normalised alike, and the user is told.
 */
final class Sight {

  private final Normalization normalization;
  private final Resolution resolution;
  private final Consumer<String> log;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  Sight(Resolution resolution, Normalization normalization, Consumer<String> log) {
    this.resolution = resolution;
    this.normalization = normalization;
    this.log = log;
  }

  /** The image as the network sees it, but in its own intensities. */
  Image at(Image image) {
    return isResized(image) ? image : resolution.of(image);
  }

  /** Whether the image is at the network's resolution already and says so. */
  boolean isResized(Image image) {
    return known(image).map(CleanScaling::resized).orElse(false);
  }

  SeenImage see(Image image) {
    Image small = at(image);
    return new SeenImage(this, image, small, scaling(image, () -> fit(image, small)));
  }

  /** Whether images may be too large to be held at the network's scale, too. */
  boolean seesSlides() {
    return resolution instanceof Resolution.Scaled;
  }

  Slide slide(Image image, int tile) {
    double scale = resolution instanceof Resolution.Scaled scaled ? scaled.scale() : 1;
    return Slide.of(image, isResized(image) ? 1 : scale, tile);
  }

  /**
   * As {@link #scaling(Image)} or {@link #see} have it, of an image that may be larger than memory.
   *
   * @param progress hears of the part of a look at the image that is done, 0 to 1; may throw to
   *     stop
   */
  Scaling scalingOfLarge(Image image, DoubleConsumer progress) {
    if (seesSlides()) return scaling(image);
    return scaling(image, () -> Normalizer.fit(at(image), normalization, progress));
  }

  /** Of a slide, see {@link #slide}: as the image says, or fitted to samples of it. */
  Scaling scaling(Image image) {
    return scaling(image, () -> slide(image, OpenModel.TILE).scaling(normalization));
  }

  private Scaling fit(Image image, Image small) {
    return seesSlides()
        ? slide(image, OpenModel.TILE).scaling(normalization)
        : Normalizer.fit(small, normalization);
  }

  private Scaling scaling(Image image, Supplier<Scaling> fit) {
    Optional<CleanScaling> known = known(image);
    tell(image, known.isPresent());
    return known.map(CleanScaling::scaling).orElseGet(fit);
  }

  /** What this image carries once it is attacked; whoever attacks it need not be told. */
  CleanScaling clean(Image image, Scaling scaling, boolean resized) {
    told.add(image.name());
    return new CleanScaling(normalization, resolution.inWords(), resized, scaling);
  }

  private Optional<CleanScaling> known(Image image) {
    return image
        .clean()
        .filter(
            c -> c.normalization().equals(normalization) && c.sight().equals(resolution.inWords()))
        .filter(c -> c.scaling().low().length == image.channels());
  }

  private void tell(Image image, boolean known) {
    if (image.clean().isEmpty() || !told.add(image.name())) return;
    log.accept(
        known
            ? "%s is an attacked image: it is normalised as its clean image was (property %s)."
                .formatted(image.name(), CleanScaling.KEY)
            : "%s is an attacked image, but of a model that sees images in another way: its normalisation is fitted anew."
                .formatted(image.name()));
  }
}
