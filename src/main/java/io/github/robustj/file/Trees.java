package io.github.robustj.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders as a whole; links in them are never followed. */
public final class Trees {

  private Trees() {}

  /** Nothing if it does not exist. */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) return;
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }

  /**
   * As {@link #delete}; what another process still holds, as Windows does with mapped files, goes
   * when Java ends.
   */
  public static void deleteOrLater(Path tree) {
    try (Stream<Path> walk = Files.walk(tree)) {
      List<File> held =
          walk.sorted(Comparator.reverseOrder())
              .map(Path::toFile)
              .filter(f -> !f.delete())
              .toList();
      // Java deletes first what it was told last.
      for (int i = held.size() - 1; i >= 0; i--) held.get(i).deleteOnExit();
    } catch (IOException gone) {
      tree.toFile().deleteOnExit();
    }
  }

  /** A folder and those above it, as far as they are empty, up to {@code end}, which stays. */
  static void deleteEmpty(Path folder, Path end) throws IOException {
    for (Path made = folder; !made.equals(end) && isEmpty(made); made = made.getParent())
      delete(made);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return !Files.exists(folder);
    try (Stream<Path> list = Files.list(folder)) {
      return list.findAny().isEmpty();
    }
  }

  /** Moves what only {@code from} has, then removes {@code from}; nothing if it does not exist. */
  static void carryOver(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) return;
    List<Path> entries;
    try (Stream<Path> list = Files.list(from)) {
      entries = list.toList();
    }
    for (Path entry : entries) {
      Path place = to.resolve(entry.getFileName());
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) Files.move(entry, place);
    }
    delete(from);
  }
}
