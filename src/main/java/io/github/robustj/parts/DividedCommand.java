package io.github.robustj.parts;

import io.github.robustj.file.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * A command whose work is divided, as it was given.
 *
 * @param command as users call it, as {@code evaluate}
 * @param version of RobustJ
 * @param folder in which it was given, from which relative paths are seen
 * @param options that were typed, by name: a text, or a list of texts; without those that say how
 *     the work is divided
 * @param sums checksums of what it reads, by what that is, as {@code the model}
 * @param parts names, each once, in the order in which the undivided command has them
 */
public record DividedCommand(
    String command,
    String version,
    String folder,
    Map<String, Object> options,
    Map<String, String> sums,
    List<String> parts) {

  private static final String NOT_SET = "not set";

  /**
   * In what another command differs that should be the same, a clause; empty if in nothing that
   * counts.
   *
   * @param then the earlier one
   * @param standard whether a value is the default of an option of that name
   */
  public Optional<String> difference(DividedCommand then, BiPredicate<String, String> standard) {
    if (!command.equals(then.command)) return Optional.of(was("it", then.command, command));
    if (!version.equals(then.version))
      return Optional.of(was("the version of RobustJ", then.version, version));
    Map<String, String> its = texts(then.options);
    Map<String, String> own = texts(options);
    for (String key : Settings.differing(its, own, standard))
      if (!seen(options.get(key)).equals(then.seen(then.options.get(key))))
        return Optional.of(
            was(key, its.getOrDefault(key, NOT_SET), own.getOrDefault(key, NOT_SET)));
    for (Map.Entry<String, String> sum : sums.entrySet())
      if (!sum.getValue().equals(then.sums.get(sum.getKey())))
        return Optional.of(sum.getKey() + " has changed since");
    return otherParts(then);
  }

  /** A value as it is if it is a path: seen from the folder, by which it may be written apart. */
  private Object seen(Object value) {
    if (value instanceof List<?> list) return list.stream().map(this::seen).toList();
    try {
      return Path.of(folder).resolve(String.valueOf(value)).normalize();
    } catch (InvalidPathException none) {
      return value;
    }
  }

  private Optional<String> otherParts(DividedCommand then) {
    if (parts.equals(then.parts)) return Optional.empty();
    for (String part : parts)
      if (!then.parts.contains(part)) return Optional.of(part + " has come since");
    for (String part : then.parts)
      if (!parts.contains(part)) return Optional.of(part + " is not there any more");
    return Optional.of("the order of its parts was another one");
  }

  private static String was(String what, String then, String now) {
    return "%s was %s and is now %s".formatted(what, then, now);
  }

  private static Map<String, String> texts(Map<String, Object> options) {
    Map<String, String> texts = new TreeMap<>();
    options.forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }
}
