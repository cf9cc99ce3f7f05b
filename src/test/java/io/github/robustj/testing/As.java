package io.github.robustj.testing;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.task.Prediction;

/** A prediction as what it is known to be. */
public final class As {

  private As() {}

  public static Mask mask(Prediction seen) {
    return ((Prediction.Masks) seen).mask();
  }

  public static Landmarks points(Prediction seen) {
    return ((Prediction.Points) seen).landmarks();
  }

  public static Prediction.Objects objects(Prediction seen) {
    return (Prediction.Objects) seen;
  }
}
