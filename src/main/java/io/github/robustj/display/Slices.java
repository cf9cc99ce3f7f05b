package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Mask;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** Which slice of a stack to show; slices are counted from 1, and so are frames without slices. */
public final class Slices {

  private Slices() {}

  /** The slice with most foreground; the first of several, 1 if there is none. */
  public static int fullest(Mask mask) {
    int fullest = 1;
    long most = 0;
    for (int slice = 1; slice <= mask.labels().dimension(2); slice++) {
      long foreground = 0;
      for (IntType label : Views.flatIterable(Views.hyperSlice(mask.labels(), 2, slice - 1)))
        if (label.get() > 0) foreground++;
      if (foreground > most) {
        most = foreground;
        fullest = slice;
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
