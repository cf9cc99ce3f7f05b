package io.github.robustj.data;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * Samples to train on.
 *
 * @param indices which training samples these are, so that a method can keep state for each
 * @param images {@code [sample, y, x, channel]}, normalised
 * @param targets what the task encodes
 * @param bounds the valid range of each sample
 * @param views which part of its slice each sample shows
 */
public record Batch(
    int[] indices, Tensor images, Tensor targets, List<Bounds> bounds, List<View> views) {

  /** Samples that show their slices as they are. */
  public Batch(int[] indices, Tensor images, Tensor targets, List<Bounds> bounds) {
    this(
        indices,
        images,
        targets,
        bounds,
        Collections.nCopies(indices.length, View.whole(images.shape(1), images.shape(2))));
  }
}
