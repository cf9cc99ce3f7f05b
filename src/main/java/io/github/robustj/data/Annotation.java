package io.github.robustj.data;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;

/** What an expert, or a model, says about an image. */
public sealed interface Annotation {

  /**
   * A label map with the axes x, y, slice. Values are the file's own label values (not class
   * indices); 0 is background.
   */
  record Mask(RandomAccessibleInterval<IntType> labels) implements Annotation {

    public Mask {
      if (labels.numDimensions() != 3)
        throw new IllegalArgumentException(
            "a mask has the axes x, y, slice; got " + labels.numDimensions() + " axes");
    }
  }
}
