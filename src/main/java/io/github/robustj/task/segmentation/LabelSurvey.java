package io.github.robustj.task.segmentation;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which label values the training cases have, and whether they look as if they were classes. */
final class LabelSurvey {

  /** A network has an output for each; more are numbers of objects, or grey values. */
  private static final int MOST = 256;

  /** From here on it is said that each value is a class of its own. */
  private static final int MANY = 20;

  /** In fewer cases a value in one of them alone says nothing. */
  private static final int FEWEST_CASES = 4;

  private static final int WHITE = 255;

  private final SortedMap<Integer, List<String>> casesByValue = new TreeMap<>();
  private final List<CaseFiles> jpegs = new ArrayList<>();
  private final SortedSet<Integer> jpegValues = new TreeSet<>();
  private int cases;

  void add(CaseFiles files, Mask mask) {
    cases++;
    SortedSet<Integer> values = LabelClass.values(mask);
    for (int value : values)
      casesByValue.computeIfAbsent(value, v -> new ArrayList<>()).add(files.name());
    if (!isJpeg(files)) return;
    jpegs.add(files);
    jpegValues.addAll(values);
  }

  /** The values, rising. */
  SortedSet<Integer> values() {
    return new TreeSet<>(casesByValue.keySet());
  }

  /**
   * @param source folder of the data set, for the message
   * @throws RobustJException if values come from the compression of JPEG, are too many for classes,
   *     or are one and the same in all pixels
   */
  void requirePlausible(Object source) {
    if (jpegValues.size() > 2)
      throw new RobustJException(
          "%s and %d other labels are JPEG files, whose compression changes values (there are %d in all: %s); save the labels as PNG or TIFF from their source."
              .formatted(
                  jpegs.get(0).label(),
                  jpegs.size() - 1,
                  jpegValues.size(),
                  Excerpt.of(jpegValues)));
    if (casesByValue.size() > MOST)
      throw new RobustJException(
          "The labels in %s have %d different values, but a value is a class, of which there are %d at most; if they number objects, give all objects of a class one value."
              .formatted(source, casesByValue.size(), MOST));
    if (casesByValue.size() == 1 && casesByValue.firstKey() != 0)
      throw new RobustJException(
          "All pixels of all labels in %s are %d, so there is nothing to learn; the background is 0."
              .formatted(source, casesByValue.firstKey()));
  }

  /**
   * What the user should know, a sentence each.
   *
   * @param names of values, as the data set gives them
   */
  List<String> notes(Map<Integer, String> names) {
    List<String> notes = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    names.forEach(
        (value, name) -> {
          if (value != 0 && !casesByValue.containsKey(value))
            absent.add(value + " " + Excerpt.of(name));
        });
    if (!absent.isEmpty())
      notes.add(
          "left out: %d named label(s) that no training case has (%s)"
              .formatted(absent.size(), Excerpt.of(String.join(", ", absent))));
    if (casesByValue.size() > MANY && names.isEmpty())
      notes.add(
          "%d label values, each of them a class of its own; if they number objects, give all objects of a class one value"
              .formatted(casesByValue.size()));
    if (!casesByValue.containsKey(0))
      notes.add("no pixel of the training labels is 0, the background");
    addRare(notes);
    if (names.isEmpty() && casesByValue.containsKey(WHITE)) addWhite(notes);
    return notes;
  }

  /** White is a second word for 1 where labels come from two programs, or a border of VOC's. */
  private void addWhite(List<String> notes) {
    List<String> white = casesByValue.get(WHITE);
    List<String> one = casesByValue.getOrDefault(1, List.of());
    boolean others = casesByValue.keySet().stream().anyMatch(v -> v != 0 && v != 1 && v != WHITE);
    if (!one.isEmpty() && !others && Collections.disjoint(one, white))
      notes.add(
          "1 in %d label(s) and 255 in %d others are two classes; if they mean the same, save all labels with one value"
              .formatted(one.size(), white.size()));
    else if (others || !one.isEmpty())
      notes.add(
          "255 is a class like the other values; if it marks pixels that nobody has annotated, give them the class that they show, or 0");
  }

  private void addRare(List<String> notes) {
    if (cases < FEWEST_CASES) return;
    List<String> rare = new ArrayList<>();
    casesByValue.forEach(
        (value, its) -> {
          if (its.size() == 1) rare.add(value + " in " + Excerpt.of(its.get(0)));
        });
    if (!rare.isEmpty())
      notes.add(
          "%d label value(s) in one training case only, hardly to be learned unless meant: %s"
              .formatted(rare.size(), Excerpt.of(String.join(", ", rare))));
  }

  private static boolean isJpeg(CaseFiles files) {
    String name = files.label().getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jpg") || name.endsWith(".jpeg");
  }
}
