package io.github.robustj.task;

import io.github.robustj.data.Calibration;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * An annotated case as the network sees it.
 *
 * @param name unique in its data set
 * @param images all slices {@code [slice, y, x, channel]}, normalised; at least one
 * @param targets what the task encodes, as many slices
 * @param bounds the valid range of the case's intensities
 * @param slope of the normalisation, intensities for one normalised intensity, per channel
 * @param calibration size of the targets' pixels, for what is measured in masks
 */
public record EncodedCase(
    String name,
    Tensor images,
    Tensor targets,
    Bounds bounds,
    float[] slope,
    Calibration calibration) {

  /** Of targets that know the sizes they need, or in which no length is measured. */
  public EncodedCase(String name, Tensor images, Tensor targets, Bounds bounds, float[] slope) {
    this(name, images, targets, bounds, slope, Calibration.PIXELS);
  }

  /** Of images whose intensities are normalised already. */
  public EncodedCase(
      String name, Tensor images, Tensor targets, Bounds bounds, Calibration calibration) {
    this(name, images, targets, bounds, ones(images), calibration);
  }

  /** Both. */
  public EncodedCase(String name, Tensor images, Tensor targets, Bounds bounds) {
    this(name, images, targets, bounds, Calibration.PIXELS);
  }

  private static float[] ones(Tensor images) {
    float[] ones = new float[images.shape(3)];
    Arrays.fill(ones, 1);
    return ones;
  }

  public EncodedCase {
    if (images.samples() == 0 || images.samples() != targets.samples())
      throw new IllegalArgumentException(
          name + ": " + images.samples() + " slices and " + targets.samples() + " targets");
  }
}
