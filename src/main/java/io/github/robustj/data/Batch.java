package io.github.robustj.data;

import io.github.robustj.attack.Region;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

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

  /**
   * The pixels that lie in the slices, which are all that an attack may change: a perturbation of
   * what is reflected beyond them is part of no image that is predicted or attacked later.
   */
  public Region shown() {
    int height = images.shape(1);
    int width = images.shape(2);
    boolean[] inside = new boolean[indices.length * height * width];
    for (int i = 0; i < indices.length; i++)
      views.get(i).mark(inside, i * height * width, height, width);
    for (boolean one : inside) if (!one) return new Region(inside);
    return Region.everywhere();
  }

  /** Some of its samples, in the order given. */
  public Batch gather(int... samples) {
    return new Batch(
        IntStream.of(samples).map(i -> indices[i]).toArray(),
        images.gather(samples),
        targets.gather(samples),
        IntStream.of(samples).mapToObj(bounds::get).toList(),
        IntStream.of(samples).mapToObj(views::get).toList());
  }
}
