package io.github.robustj.display;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What label values mean, and a sentence for those that mean nothing. */
public final class Labels {

  private Labels() {}

  /** The classes but for the background, in the model's order. */
  static List<LabelClass> foreground(List<LabelClass> classes) {
    return classes.stream().filter(c -> c.value() != 0).toList();
  }

  /** Their names. */
  public static List<String> names(List<LabelClass> classes) {
    return foreground(classes).stream().map(LabelClass::name).toList();
  }

  /** As sentences name them: {@code anterior (1), posterior (2)}. */
  static String describe(List<LabelClass> classes) {
    return foreground(classes).stream()
        .map(c -> c.name() + " (" + c.value() + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * The labels of one slice.
   *
   * @throws RobustJException if a value is neither 0 nor that of a class
   */
  public static int[] checked(Mask mask, int slice, List<LabelClass> classes) {
    Set<Integer> known = classes.stream().map(LabelClass::value).collect(Collectors.toSet());
    int[] labels = Planes.labels(mask, slice);
    for (int label : labels)
      if (label != 0 && !known.contains(label))
        throw new RobustJException(
            "The mask holds the label value "
                + label
                + " in slice "
                + (slice + 1)
                + ", but the classes are "
                + describe(classes)
                + "; use a label image with these values.");
    return labels;
  }
}
