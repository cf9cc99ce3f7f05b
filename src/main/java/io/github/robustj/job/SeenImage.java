package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.Unscaling;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;

/**
 * An image at the network's scale, and the way back to the image's own pixels.
 *
 * @param image in its own pixels
 * @param small as the network sees it, in its own intensities
 */
record SeenImage(Sight sight, Image image, Image small, Scaling scaling)
    implements AnnotatedCases.Seen {

  @Override
  public Tensor slices() {
    return slices(0, small.slices());
  }

  /** The slices {@code from <= z < to}, normalised. */
  Tensor slices(int from, int to) {
    return Preprocessing.slices(small, scaling, from, to);
  }

  Task.Reading reading(Task<?> task) {
    return task.reading(image, small.width(), small.height());
  }

  /**
   * @param outputs for all slices
   */
  Prediction read(Task<?> task, Tensor outputs) {
    Task.Reading reading = reading(task);
    reading.add(outputs);
    return reading.prediction();
  }

  /**
   * An attack as an image that can be written, and what the network sees of that: all that is
   * reported is measured on the latter, so that it is what a prediction of the file gives.
   *
   * @param image in the pixels of the clean one, or where those cannot hold the attack in those
   *     that the network sees; in its intensities, and with its normalisation
   * @param perturbation what the attack adds to what the network sees, in the same pixels and
   *     intensities
   * @param seen the image as the network sees it, normalised
   */
  record Attacked(Image image, Image perturbation, Tensor seen) {

    /** Says where it is in the network's pixels, because the image's own could not hold it. */
    void tell(JobListener listener) {
      if (image.clean().orElseThrow().resized())
        listener.log(
            "The adversarial image is written at %d x %d pixels, as the network sees it: the pixels of the image itself cannot hold this attack."
                .formatted(image.width(), image.height()));
    }
  }

  /**
   * @param adversarial all slices, normalised
   * @param region of the image's size that alone may change
   */
  Attacked attacked(Tensor adversarial, Optional<Mask> region) {
    Tensor clean = slices();
    Tensor change = adversarial.copy();
    for (int i = 0; i < change.data().length; i++) change.data()[i] -= clean.data()[i];
    Image target = Preprocessing.attacked(small, clean, adversarial, scaling);
    Image perturbation = Preprocessing.perturbation(change, scaling, small);
    boolean own = small.width() == image.width() && small.height() == image.height();
    if (own) return attacked(target, perturbation, sight.isResized(image));
    Image needed = Preprocessing.difference(target, small);
    Optional<Image> ownChange = Unscaling.of(needed, image, region);
    if (ownChange.isEmpty()) return attacked(target, perturbation, true);
    Image shown = Unscaling.of(perturbation, image, region).orElseThrow();
    return attacked(Preprocessing.sum(image, ownChange.get()), shown, false);
  }

  private Attacked attacked(Image pixels, Image perturbation, boolean resized) {
    Image attacked = pixels.attacked(sight.clean(pixels, scaling, resized));
    return new Attacked(attacked, perturbation, Preprocessing.images(sight.at(attacked), scaling));
  }
}
