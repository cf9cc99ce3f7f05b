package io.github.robustj.task;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelBytes;
import io.github.robustj.data.LabelClass;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;

/**
 * A mask that is written pixel by pixel, in as few bytes as hold the values of its classes: one
 * each, or four.
 */
public final class LabelWriter {

  private final int width;
  private final int height;
  private final int slices;

  /** Of the slices; null if values do not fit. */
  private final List<LabelBytes> planes;

  /** Null if they do. */
  private final int[] values;

  private int written;

  /**
   * @throws ArithmeticException if the mask has 2^31 pixels or more
   */
  public LabelWriter(List<LabelClass> classes, int width, int height, int slices) {
    this.width = width;
    this.height = height;
    this.slices = slices;
    int plane = Math.multiplyExact(width, height);
    int all = Math.multiplyExact(plane, slices);
    boolean fit = classes.stream().allMatch(c -> c.value() >= 0 && c.value() <= LabelBytes.LARGEST);
    planes =
        fit
            ? IntStream.range(0, slices).mapToObj(z -> new LabelBytes(new byte[plane])).toList()
            : null;
    values = fit ? null : new int[all];
  }

  /** The next pixel, the first axis fastest. */
  public void add(int value) {
    if (planes == null) values[written] = value;
    else {
      int plane = width * height;
      planes.get(written / plane).values()[written % plane] = (byte) value;
    }
    written++;
  }

  /** What was written; the rest is 0. */
  public Mask mask() {
    return new Mask(
        planes == null
            ? ArrayImgs.ints(values, width, height, slices)
            : LabelBytes.image(planes, width, height, slices));
  }
}
