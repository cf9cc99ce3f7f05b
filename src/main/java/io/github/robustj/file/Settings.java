package io.github.robustj.file;

import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Options that were written down, of a checkpoint, a model or the record of a run, beside those of
 * now. Versions of RobustJ have different options; one that only one side has counts as left at its
 * default on the other, which changes nothing.
 */
public final class Settings {

  private Settings() {}

  /**
   * The names of those that differ, in order.
   *
   * @param standard whether a value, as text, is the default of an option of that name; false for
   *     names of no option
   */
  public static SortedSet<String> differing(
      Map<String, String> then, Map<String, String> now, BiPredicate<String, String> standard) {
    SortedSet<String> names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> Objects.equals(then.get(name), now.get(name)));
    names.removeIf(name -> !now.containsKey(name) && standard.test(name, then.get(name)));
    names.removeIf(name -> !then.containsKey(name) && standard.test(name, now.get(name)));
    return names;
  }
}
