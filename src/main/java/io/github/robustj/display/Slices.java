package io.github.robustj.display;

import io.github.robustj.data.Annotation.Mask;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** Which slice of a stack to show. */
public final class Slices {

  private Slices() {}

  /** The slice with most foreground, counted from 1; the first of several, 1 if there is none. */
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
}
