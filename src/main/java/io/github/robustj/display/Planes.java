package io.github.robustj.display;

import io.github.robustj.data.Annotation.Mask;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** Single planes as arrays, row by row; channels and slices are counted from 0. */
public final class Planes {

  private Planes() {}

  static int[] labels(Mask mask, int slice) {
    int[] values = new int[width(mask) * height(mask)];
    int i = 0;
    for (IntType value : Views.flatIterable(hyperSlice(mask.labels(), 2, slice)))
      values[i++] = value.get();
    return values;
  }

  static int width(Mask mask) {
    return (int) mask.labels().dimension(0);
  }

  static int height(Mask mask) {
    return (int) mask.labels().dimension(1);
  }

  public static int slices(Mask mask) {
    return (int) mask.labels().dimension(2);
  }

  private static <T> RandomAccessibleInterval<T> hyperSlice(
      RandomAccessibleInterval<T> pixels, int axis, int position) {
    return Views.hyperSlice(pixels, axis, pixels.min(axis) + position);
  }
}
