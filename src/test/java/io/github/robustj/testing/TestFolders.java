package io.github.robustj.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders for what several test classes share; they go when the JVM does. */
public final class TestFolders {

  private TestFolders() {}

  public static Path shared(String name) {
    try {
      Path folder = Files.createTempDirectory("robustj-" + name);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepest = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepest) Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
