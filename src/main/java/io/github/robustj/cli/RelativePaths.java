package io.github.robustj.cli;

import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.ready.ReadyModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Paths that are seen from the folder in which a command runs. */
final class RelativePaths {

  private RelativePaths() {}

  /** The same path wherever it is seen from. */
  static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Whether some are among the values that were typed. */
  static boolean areAmong(Options options, List<Key<?>> keys) {
    return keys.stream()
        .filter(key -> options.typed().containsKey(key.name()))
        .anyMatch(key -> isRelative(options.plain(key)));
  }

  private static boolean isRelative(Object value) {
    if (value instanceof List<?> list) return list.stream().anyMatch(RelativePaths::isRelative);
    return value instanceof Path path
        && !path.isAbsolute()
        && !path.toString().isEmpty()
        && !isReadyModel(path);
  }

  /** A name, which is no path where nothing stands under it. */
  private static boolean isReadyModel(Path path) {
    return ReadyModels.names().contains(path.toString()) && !Files.exists(path);
  }

  /** Those among the values that were typed, by the option, as they are seen from a folder. */
  static Map<String, Object> seenFrom(Path folder, Options options, List<Key<?>> keys) {
    Map<String, Object> seen = new TreeMap<>();
    for (Key<?> key : keys) {
      Object value = options.typed().containsKey(key.name()) ? options.plain(key) : "";
      if (isRelative(value)) seen.put(key.name(), seenFrom(folder, value));
    }
    return seen;
  }

  private static Object seenFrom(Path folder, Object value) {
    if (value instanceof List<?> list)
      return list.stream().map(each -> seenFrom(folder, each)).toList();
    return isRelative(value) ? folder.resolve((Path) value) : value;
  }
}
