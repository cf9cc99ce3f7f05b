package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files in a folder that a user knows of; extensions may be in upper or lower case. */
public final class FolderFiles {

  /** What systems put into folders by themselves, apart from files whose names begin with a dot. */
  private static final Set<String> OF_THE_SYSTEM = Set.of("thumbs.db", "desktop.ini");

  private FolderFiles() {}

  /** Everything in the folder but what is hidden, sorted; nothing if there is no such folder. */
  public static List<Path> visible(Path folder) {
    if (!Files.isDirectory(folder)) return List.of();
    ReadFailure.requirePermission(folder);
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(FolderFiles::isVisible).sorted().toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  /** Those files with one of these extensions, such as {@code .xml}. */
  public static List<Path> with(Path folder, List<String> extensions) {
    return visible(folder).stream()
        .filter(Files::isRegularFile)
        .filter(file -> hasOne(file, extensions))
        .toList();
  }

  /**
   * The same by their names without extension.
   *
   * @throws RobustJException if two have the same name
   */
  public static SortedMap<String, Path> byName(Path folder, List<String> extensions) {
    SortedMap<String, Path> byName = new TreeMap<>();
    for (Path file : with(folder, extensions)) {
      Path other = byName.put(Names.fileStem(file), file);
      if (other != null)
        throw new RobustJException(
            "The files %s and %s are both for the image %s; keep one of them."
                .formatted(other, file, Names.fileStem(file)));
    }
    return byName;
  }

  /** The file of this name, in upper or lower case, if there is one. */
  public static Optional<Path> named(Path folder, String name) {
    Path exact = folder.resolve(name);
    if (Files.isRegularFile(exact)) return Optional.of(exact);
    return visible(folder).stream()
        .filter(Files::isRegularFile)
        .filter(file -> file.getFileName().toString().equalsIgnoreCase(name))
        .findFirst();
  }

  public static boolean hasOne(Path file, List<String> extensions) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return extensions.stream().anyMatch(name::endsWith);
  }

  private static boolean isVisible(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && !OF_THE_SYSTEM.contains(name.toLowerCase(Locale.ROOT));
  }
}
