package io.github.robustj.task;

import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.LiveNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What an attack may maximise, under the name that users type. */
public interface NamedObjective {

  /** Of the constant. */
  String name();

  /** As users type it: {@code cross_entropy}. */
  public default String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of a task's own, and those that users add to them, whenever the list is asked. */
  static List<String> names(NamedObjective[] all, String task) {
    List<String> own = Arrays.stream(all).map(NamedObjective::label).toList();
    ObjectiveType.ALL.reserve(own);
    List<String> users = ObjectiveType.ALL.names(o -> o.isFor(task));
    return new LiveNames(
        () -> Stream.concat(own.stream(), users.stream()).toList(),
        name -> own.contains(name) || users.contains(name));
  }

  /**
   * @param task whose objectives they are
   * @param what must be one of them, in words: {@code "for landmarks it"}
   * @throws RobustJException if there is none of that name
   */
  static <O extends NamedObjective> O find(O[] all, String name, String task, String what) {
    return Arrays.stream(all)
        .filter(o -> o.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "The option objective is %s, but %s must be one of %s."
                        .formatted(name, what, String.join(", ", names(all, task)))));
  }
}
