package io.github.robustj.cli;

import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.List;

/** Paths that are seen from the folder in which a command runs. */
final class RelativePaths {

  private RelativePaths() {}

  /** Whether some are among the values that were typed. */
  static boolean areAmong(Options options, List<Key<?>> keys) {
    return keys.stream()
        .filter(key -> options.typed().containsKey(key.name()))
        .anyMatch(key -> isRelative(options.plain(key)));
  }

  private static boolean isRelative(Object value) {
    if (value instanceof List<?> list) return list.stream().anyMatch(RelativePaths::isRelative);
    return value instanceof Path path && !path.isAbsolute();
  }
}
