package io.github.robustj.task;

import io.github.robustj.data.Calibration;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;

/**
 * An annotated case as the network sees it.
 *
 * @param name unique in its data set
 * @param images all slices {@code [slice, y, x, channel]}, normalised; at least one
 * @param targets what the task encodes, as many slices
 * @param bounds the valid range of the case's intensities
 * @param calibration size of the targets' pixels, for what is measured in masks
 */
public record EncodedCase(
    String name, Tensor images, Tensor targets, Bounds bounds, Calibration calibration) {

  /** Of targets that know the sizes they need, or in which no length is measured. */
  public EncodedCase(String name, Tensor images, Tensor targets, Bounds bounds) {
    this(name, images, targets, bounds, Calibration.PIXELS);
  }

  public EncodedCase {
    if (images.samples() == 0 || images.samples() != targets.samples())
      throw new IllegalArgumentException(
          name + ": " + images.samples() + " slices and " + targets.samples() + " targets");
  }
}
