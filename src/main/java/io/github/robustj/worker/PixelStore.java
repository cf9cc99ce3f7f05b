package io.github.robustj.worker;

import java.io.IOException;
import net.imglib2.RandomAccessibleInterval;

/** Where {@link Codec} puts the pixels of images, which JSON only refers to. */
interface PixelStore {

  PixelFile write(RandomAccessibleInterval<?> image) throws IOException;

  /** The image, which can be taken once. */
  RandomAccessibleInterval<?> take(PixelFile file) throws IOException;
}
