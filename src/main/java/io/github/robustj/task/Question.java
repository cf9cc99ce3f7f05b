package io.github.robustj.task;

import static java.util.Objects.requireNonNull;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Resolution;
import java.util.List;

/**
 * What a model answers, as {@code model.json} says it: a record in the room of its task, see {@link
 * TaskType#question}. Its components are keys there, beside the task's name.
 */
public interface Question {

  /** Of the task. */
  String name();

  int outputChannels();

  /** What it tells apart, in the order of the output channels; empty where all is alike. */
  List<String> names();

  /** What there is to learn: {@code classes [0 background, 1 nucleus]}. */
  String answers();

  /** {@code 3 classes}. */
  String inWords();

  /** What an import tells the user of it. */
  default String inFull() {
    return answers();
  }

  /** Of pixels, in the order of the output channels, background first; else empty. */
  default List<LabelClass> classes() {
    return List.of();
  }

  /** At which its network sees images. */
  default Resolution resolution() {
    return Resolution.OWN;
  }

  /** Whether another network does the same, however sure it must be to say so. */
  default boolean isLike(Question other) {
    return equals(other);
  }

  /**
   * @throws NullPointerException naming what is missing
   */
  static void requireAll(List<?> list, String what) {
    requireNonNull(list, what);
    list.forEach(element -> requireNonNull(element, "one of " + what));
  }
}
