package io.github.robustj.data.reader.image;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Label maps from images. */
public final class MaskImages {

  private MaskImages() {}

  /**
   * @param source the file or title, for the message
   */
  public static Mask of(Image image, String source) {
    requireEqualChannels(image, source);
    int[] labels = new int[Math.multiplyExact(image.width() * image.height(), image.slices())];
    Cursor<FloatType> cursor =
        Views.flatIterable(Views.hyperSlice(image.pixels(), 2, image.pixels().min(2))).cursor();
    for (int i = 0; i < labels.length; i++) labels[i] = label(cursor.next().get(), source);
    return new Mask(
        ArrayImgs.ints(labels, image.width(), image.height(), image.slices()), image.world());
  }

  private static int label(float value, String source) {
    if (value >= 0 && value == Math.rint(value) && value < 1 << 24) return (int) value;
    throw new RobustJException(
        "%s has the pixel value %s, but a label image holds whole numbers from 0; check that it is a label image."
            .formatted(source, value));
  }

  /**
   * Label images are often saved as RGB with three equal channels; anything else in colour is no
   * label image.
   */
  private static void requireEqualChannels(Image image, String source) {
    RandomAccessibleInterval<FloatType> first = Views.hyperSlice(image.pixels(), 2, 0);
    for (int c = 1; c < image.channels(); c++) {
      Cursor<FloatType> other = Views.flatIterable(Views.hyperSlice(image.pixels(), 2, c)).cursor();
      for (FloatType pixel : Views.flatIterable(first))
        if (pixel.get() != other.next().get())
          throw new RobustJException(
              "%s is a colour image, but a label image has one number per pixel; save the labels as 8 or 16 bit."
                  .formatted(source));
    }
  }
}
