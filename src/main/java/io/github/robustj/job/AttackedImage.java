package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.Unscaling;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;

/**
 * An attack as an image that can be written, and what the network sees of that: all that is
 * reported is measured on the latter, so that it is what a prediction of the file gives.
 *
 * @param image in the pixels of the clean one, or where those cannot hold the attack in those that
 *     the network sees; in its intensities, and with its normalisation
 * @param perturbation what the attack adds to what the network sees, in the same pixels and
 *     intensities
 * @param seen the image as the network sees it, normalised
 */
record AttackedImage(Image image, Image perturbation, Tensor seen) {

  /**
   * What is attacked.
   *
   * @param image in its own pixels
   * @param small as the network sees it, in its own intensities
   * @param clean normalised
   */
  record Clean(Sight sight, Image image, Image small, Scaling scaling, Tensor clean) {

    static Clean of(Sight sight, Image image, Image small, Scaling scaling) {
      return new Clean(sight, image, small, scaling, Preprocessing.images(small, scaling));
    }

    /**
     * @param adversarial normalised
     * @param region of the image's size that alone may change
     */
    AttackedImage with(Tensor adversarial, Optional<Mask> region) {
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

    private AttackedImage attacked(Image pixels, Image perturbation, boolean resized) {
      Image image = pixels.attacked(sight.clean(pixels, scaling, resized));
      return new AttackedImage(image, perturbation, Preprocessing.images(sight.at(image), scaling));
    }
  }

  /** Says where it is to be seen at another size than the clean one. */
  void tell(JobListener listener) {
    if (isResized())
      listener.log(
          "The adversarial image is written at %d x %d pixels, as the network sees it: the pixels of the image itself cannot hold this attack."
              .formatted(image.width(), image.height()));
  }

  /** Whether it is in the network's pixels, because the clean image's own could not hold it. */
  boolean isResized() {
    return image.clean().orElseThrow().resized();
  }
}
