package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;

/**
 * A network that turns images into dense outputs of the same height and width.
 *
 * <p>Images are {@code [sample, y, x, channel]} in normalised intensities, of any size; the outputs
 * are logits {@code [sample, y, x, output channel]}. A model holds native memory and is closed
 * where it was opened. It is not thread-safe.
 */
public interface Model extends AutoCloseable {

  /** The logits of at least one image. */
  Tensor predict(Tensor images);

  @Override
  void close();
}
