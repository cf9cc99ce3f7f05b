package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders as a whole; links in them are never followed. */
public final class Trees {

  private Trees() {}

  /**
   * Nothing if it does not exist. What others remove meanwhile, as two processes do that find the
   * same forsaken folder, is removed.
   */
  public static void delete(Path tree) throws IOException {
    while (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> walk = Files.walk(tree)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList())
          Files.deleteIfExists(path);
      } catch (NoSuchFileException meanwhile) {
        // Those that are left are found by another walk.
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException)) throw e.getCause();
      }
    }
  }

  /**
   * As {@link #delete}, but what says whose folder it is goes last, so that a process that is
   * killed meanwhile leaves no folder that nobody owns.
   *
   * @param marks names of files in the folder
   */
  public static void delete(Path folder, List<String> marks) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> entries;
      try (Stream<Path> list = Files.list(folder)) {
        entries = list.filter(p -> !marks.contains(p.getFileName().toString())).toList();
      }
      for (Path entry : entries) delete(entry);
    }
    delete(folder);
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
    } catch (IOException | UncheckedIOException gone) {
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

  /**
   * All below a path must be plain files and folders of the folder's own: no link that leads out of
   * it, no pipe or device, which would be waited for.
   *
   * @param folder may be a link itself
   * @param part of it; nothing is asked if it does not exist
   * @throws RobustJException naming the first that is something else
   */
  public static void requireOwn(Path folder, Path part) {
    if (!Files.exists(part)) return;
    try (Stream<Path> all = Files.walk(part)) {
      Path real = folder.toRealPath();
      for (Path path : (Iterable<Path>) all::iterator) requireOwn(folder, path, real);
    } catch (IOException e) {
      throw ReadFailure.sentence(part, e);
    }
  }

  private static void requireOwn(Path folder, Path path, Path real) throws IOException {
    if (!Files.exists(path))
      throw new RobustJException(
          "%s is a link to a file that is not there; put the file in its place.".formatted(path));
    if (!path.toRealPath().startsWith(real))
      throw new RobustJException(
          "%s is a link out of %s; put a copy of the file in its place.".formatted(path, folder));
    if (!Files.isRegularFile(path) && !Files.isDirectory(path))
      throw new RobustJException(
          "%s is neither a file nor a folder; copy all of %s again.".formatted(path, folder));
  }

  /** Onto the disk itself, so that a name never leads to an empty file after a power cut. */
  static void flush(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.toList();
    }
    for (Path path : all) if (Files.isRegularFile(path)) flushFile(path);
    for (Path path : all) if (Files.isDirectory(path)) flushNames(path);
  }

  /** The names in a folder, where the system can (Windows cannot). */
  static void flushNames(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException impossible) {
      // What was moved is complete either way, if not yet under its new name.
    }
  }

  private static void flushFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Where a folder stands while a new one takes its place, and for good if the process is killed
   * then, until {@link #recover}: no system that Java knows exchanges two in one step.
   */
  static Path previous(Path place) {
    return place.resolveSibling("." + place.getFileName() + ".previous");
  }

  static void exchange(Path complete, Path place) throws IOException {
    Path old = previous(place);
    if (Files.exists(place)) {
      carryOver(old, place);
      Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(complete, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(old)) Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    flushNames(place.getParent());
    carryOver(old, place);
  }

  /**
   * Ends what a killed process began: the older folder comes back where the new one is missing,
   * what only it had is carried over where not, and half-made folders go.
   *
   * @throws RobustJException if that is impossible
   */
  static void recover(Path place) {
    Path old = previous(place);
    try {
      if (Files.isDirectory(old)) {
        if (Files.exists(place)) carryOver(old, place);
        else Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
      }
      Leftovers.removeFolders(place);
    } catch (IOException e) {
      throw WriteFailure.sentence(place, e);
    }
  }
}
