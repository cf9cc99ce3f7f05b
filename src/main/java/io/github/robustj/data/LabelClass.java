package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * One class of a segmentation.
 *
 * @param value the pixel value in label images; 0 is the background
 * @param name shown in overlays and tables
 */
public record LabelClass(int value, String name) {

  /** The label values of a mask, rising. */
  public static SortedSet<Integer> values(Annotation.Mask mask) {
    SortedSet<Integer> values = new TreeSet<>();
    int last = -1;
    for (IntType label : Views.flatIterable(mask.labels())) {
      if (label.get() != last) values.add(label.get());
      last = label.get();
    }
    return values;
  }

  /**
   * The background first, then the other values, rising.
   *
   * @param names by value; values without a name become {@code label 1} and so on
   * @throws RobustJException if there is no other value than 0
   */
  public static List<LabelClass> of(
      SortedSet<Integer> values, Map<Integer, String> names, Object source) {
    List<LabelClass> classes = new ArrayList<>();
    classes.add(new LabelClass(0, names.getOrDefault(0, "background")));
    for (int value : values)
      if (value != 0)
        classes.add(new LabelClass(value, names.getOrDefault(value, "label " + value)));
    if (classes.size() > 1) return classes;
    throw new RobustJException(
        "All labels in %s are 0, so there is nothing to learn; a label image holds a whole number above 0 for each structure."
            .formatted(source));
  }

  /**
   * @param file of the mask, or what else it is, for the message
   * @throws RobustJException if the mask holds a value that is no class
   */
  public static void requireKnown(Annotation.Mask mask, List<LabelClass> classes, Object file) {
    for (int value : values(mask))
      if (classes.stream().noneMatch(c -> c.value() == value))
        throw new RobustJException(
            ("%s has the label value %d, which the training has not seen (its classes are %s); correct"
                    + " the label or train with a case that has it.")
                .formatted(file, value, inWords(classes)));
  }

  private static String inWords(List<LabelClass> classes) {
    return classes.stream()
        .map(c -> c.value() + " (" + c.name() + ")")
        .collect(Collectors.joining(", "));
  }
}
