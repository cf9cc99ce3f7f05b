package io.github.robustj.display.detection;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Numbers;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * From which score on an object is shown and counted.
 *
 * @param all for every class that has none of its own, 0 to 1
 * @param own by class
 */
public record Thresholds(double all, Map<String, Double> own) {

  public Thresholds {
    own = Map.copyOf(own);
  }

  /** One for all classes. */
  public static Thresholds of(double all) {
    return new Thresholds(all, Map.of());
  }

  /**
   * With thresholds of some classes from a text such as {@code RBC=0.4; Platelets=0.25}.
   *
   * @param classes that there are
   * @throws RobustJException if a part has no number from 0 to 1 or names another class
   */
  public static Thresholds parse(double all, String text, List<String> classes) {
    Map<String, Double> own = new LinkedHashMap<>();
    for (String part : text.split(";"))
      if (!part.isBlank()) {
        int sign = part.lastIndexOf('=');
        String name = sign < 0 ? part.strip() : part.substring(0, sign).strip();
        requireKnown(name, classes);
        own.put(name, number(part.strip(), sign < 0 ? "" : part.substring(sign + 1).strip()));
      }
    return new Thresholds(all, own);
  }

  /**
   * The thresholds that are given; those of classes are left behind where one for all is given, and
   * otherwise stay where they are.
   *
   * @param options whose table contains {@link OptionTable#OBJECT_THRESHOLDS}
   */
  public static Thresholds from(Options options, StoredDetection before) {
    List<String> classes = before.prediction().classes();
    double all = options.get(OptionTable.THRESHOLD);
    String own = options.get(OptionTable.CLASS_THRESHOLDS);
    if (all >= 0) return parse(all, own, classes);
    return own.isBlank() ? before.thresholds() : parse(before.thresholds().all(), own, classes);
  }

  /** The text that {@link #parse} reads, in the order of the classes; empty without any. */
  public String ownText(List<String> classes) {
    return classes.stream()
        .filter(own::containsKey)
        .map(name -> name + "=" + own.get(name))
        .collect(Collectors.joining("; "));
  }

  public double of(String name) {
    return own.getOrDefault(name, all);
  }

  /** The prediction with only those objects that reach their threshold. */
  public Prediction.Objects of(Prediction.Objects prediction) {
    List<List<BoxedObject>> slices =
        prediction.found().slices().stream()
            .map(slice -> slice.stream().filter(o -> o.score() >= of(o.name())).toList())
            .toList();
    return new Prediction.Objects(
        prediction.image(),
        prediction.width(),
        prediction.height(),
        prediction.classes(),
        new Boxes(slices),
        0);
  }

  private static void requireKnown(String name, List<String> classes) {
    if (classes.contains(name)) return;
    throw new RobustJException(
        "There is no class \"%s\" to have a threshold; the classes are %s, and thresholds are written as in RBC=0.4; WBC=0.6."
            .formatted(name, String.join(", ", classes)));
  }

  private static double number(String part, String text) {
    double value = Numbers.finite(text).orElseThrow(() -> noNumber(part));
    if (value >= 0 && value <= 1) return value;
    throw noNumber(part);
  }

  private static RobustJException noNumber(String part) {
    return new RobustJException(
        "The threshold \"%s\" has no score from 0 to 1; write it as in RBC=0.4; WBC=0.6."
            .formatted(Excerpt.of(part)));
  }
}
