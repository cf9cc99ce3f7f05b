package io.github.robustj.display;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Single planes as arrays, row by row; channels and slices are counted from 0. */
public final class Planes {

  private Planes() {}

  public static float[] intensities(Image image, int channel, int slice) {
    var pixels = image.pixels();
    var plane = hyperSlice(hyperSlice(pixels, 3, slice), 2, channel);
    float[] values = new float[image.width() * image.height()];
    int i = 0;
    for (FloatType value : Views.flatIterable(plane)) values[i++] = value.get();
    return values;
  }

  /** The first image less the second, which has the same size. */
  static Image difference(Image image, Image subtrahend) {
    int length = image.width() * image.height();
    float[] values = new float[length * image.channels() * image.slices()];
    for (int slice = 0; slice < image.slices(); slice++)
      for (int channel = 0; channel < image.channels(); channel++) {
        float[] from = intensities(image, channel, slice);
        float[] less = intensities(subtrahend, channel, slice);
        int offset = (slice * image.channels() + channel) * length;
        for (int i = 0; i < length; i++) values[offset + i] = from[i] - less[i];
      }
    long[] size = image.pixels().dimensionsAsLongArray();
    return new Image(image.name(), ArrayImgs.floats(values, size), image.calibration());
  }

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
