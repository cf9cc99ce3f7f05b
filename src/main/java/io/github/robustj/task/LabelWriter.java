package io.github.robustj.task;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelBytes;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;

/**
 * A mask that is written pixel by pixel, in as few bytes as hold the values of its classes: one
 * each, or four.
 */
public final class LabelWriter {

  private final Img<IntType> labels;
  private final Cursor<IntType> pixels;

  /**
   * @throws RobustJException if the mask has 2^31 pixels or more
   */
  public LabelWriter(List<LabelClass> classes, int width, int height, int slices) {
    long all = (long) width * height * slices;
    if (all > Integer.MAX_VALUE)
      throw new RobustJException(
          "The mask would have %d x %d x %d pixels, but one in memory has at most %d; make an OME-Zarr of the image, which is predicted block by block, or predict parts of it."
              .formatted(width, height, slices, Integer.MAX_VALUE));
    boolean fit = classes.stream().allMatch(c -> c.value() >= 0 && c.value() <= LabelBytes.LARGEST);
    labels =
        fit
            ? LabelBytes.image(width, height, slices)
            : ArrayImgs.ints(new int[(int) all], width, height, slices);
    pixels = labels.cursor();
  }

  /**
   * The next pixel, the first axis fastest.
   *
   * @throws IllegalArgumentException if it is the value of no class and does not fit
   */
  public void add(int value) {
    pixels.next().set(value);
  }

  /** What was written; the rest is 0. */
  public Mask mask() {
    return new Mask(labels);
  }
}
