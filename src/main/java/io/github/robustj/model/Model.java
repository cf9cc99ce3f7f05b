package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

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

  /** The same, so many images in a call at most. */
  default Tensor predict(Tensor images, int batch) {
    List<Tensor> parts = new ArrayList<>();
    for (int from = 0; from < images.samples(); from += batch)
      parts.add(predict(images.slice(from, Math.min(from + batch, images.samples()))));
    return Tensor.concat(parts.toArray(Tensor[]::new));
  }

  @Override
  void close();
}
