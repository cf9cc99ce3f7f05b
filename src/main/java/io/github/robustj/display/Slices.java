package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Mask;
import java.util.function.IntToLongFunction;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Which slice of a stack to show; where nothing else is said, slices are counted from 1, and so are
 * frames without slices.
 */
public final class Slices {

  private Slices() {}

  /** The slice with most foreground; the first of several, 1 if there is none. */
  public static int fullest(Mask mask) {
    return 1 + fullest((int) mask.labels().dimension(2), z -> foreground(mask, z));
  }

  private static long foreground(Mask mask, int z) {
    long foreground = 0;
    for (IntType label : Views.flatIterable(Views.hyperSlice(mask.labels(), 2, z)))
      if (label.get() > 0) foreground++;
    return foreground;
  }

  /**
   * The slice of which most is found; the first of several, and the first if nothing is.
   *
   * @param slices how many there are
   * @param found how much there is in a slice, at least 0; slices are counted from 0
   * @return counted from 0
   */
  public static int fullest(int slices, IntToLongFunction found) {
    int fullest = 0;
    long most = 0;
    for (int z = 0; z < slices; z++) {
      long here = found.applyAsLong(z);
      if (here > most) {
        most = here;
        fullest = z;
      }
    }
    return fullest;
  }

  /** The slice that an image shows. */
  public static int shown(ImagePlus image) {
    return (image.getT() - 1) * image.getNSlices() + image.getZ();
  }

  /** Turns an image to a slice; its channel stays. */
  public static void turn(ImagePlus image, int slice) {
    int[] position = image.convertIndexToPosition((slice - 1) * image.getNChannels() + 1);
    image.setPosition(image.getC(), position[1], position[2]);
  }
}
