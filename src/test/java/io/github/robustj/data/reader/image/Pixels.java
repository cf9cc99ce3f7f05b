package io.github.robustj.data.reader.image;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Values of small images, x fastest, then y, channel, slice. */
public final class Pixels {

  private Pixels() {}

  public static float[] of(Image image) {
    float[] values = new float[(int) image.pixels().size()];
    int i = 0;
    for (FloatType pixel : Views.flatIterable(image.pixels())) values[i++] = pixel.get();
    return values;
  }

  public static int[] of(Mask mask) {
    int[] values = new int[(int) mask.labels().size()];
    int i = 0;
    for (IntType label : Views.flatIterable(mask.labels())) values[i++] = label.get();
    return values;
  }
}
