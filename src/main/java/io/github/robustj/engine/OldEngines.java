package io.github.robustj.engine;

import io.github.robustj.file.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Engines of other versions, which may be of another Fiji's RobustJ. They go when a new one is
 * installed and nobody has used them for long; the time of a folder is that of its last use.
 */
final class OldEngines {

  static final Duration LONG = Duration.ofDays(90);

  private static final String NAME = "tensorflow-\\d[^-]*-.*";

  private OldEngines() {}

  /** Best effort: an engine of somebody else is not marked. */
  static void markUsed(Path engine) {
    try {
      Files.setLastModifiedTime(engine, FileTime.from(Instant.now()));
    } catch (IOException readOnly) {
      // It is never removed either.
    }
  }

  static void remove(Path engines, Instant now) {
    try (Stream<Path> entries = Files.list(engines)) {
      for (Path entry : entries.filter(Files::isDirectory).toList())
        if (isOther(entry.getFileName().toString()) && isForgotten(entry, now))
          Trees.deleteOrLater(entry);
    } catch (IOException unreadable) {
      // The new engine is in its place; what is left costs only room.
    }
  }

  /** Whether one of another version is still there; also where that cannot be told. */
  static boolean areThere(Path engines) {
    if (!Files.exists(engines)) return false;
    try (Stream<Path> entries = Files.list(engines)) {
      return entries.anyMatch(entry -> isOther(entry.getFileName().toString()));
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static boolean isOther(String name) {
    return name.matches(NAME) && !name.startsWith("tensorflow-" + EngineFile.version() + "-");
  }

  private static boolean isForgotten(Path engine, Instant now) throws IOException {
    return Files.getLastModifiedTime(engine).toInstant().isBefore(now.minus(LONG));
  }
}
