package io.github.robustj.testing;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.task.Prediction;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/** A prediction as what it is known to be. */
public final class As {

  private As() {}

  public static Mask mask(Prediction seen) {
    return ((Prediction.Masks) seen).mask();
  }

  /** The label of every pixel. */
  public static int[] labels(Mask mask) {
    int[] labels = new int[(int) mask.labels().size()];
    int i = 0;
    for (IntType label : Views.flatIterable(mask.labels())) labels[i++] = label.get();
    return labels;
  }

  public static Landmarks points(Prediction seen) {
    return ((Prediction.Points) seen).landmarks();
  }

  public static Prediction.Objects objects(Prediction seen) {
    return (Prediction.Objects) seen;
  }
}
