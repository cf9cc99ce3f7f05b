package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files and folders that appear complete or not at all. If writing fails or is cancelled, what
 * stood in their place stays, and the temporary file beside it is removed.
 */
public final class AtomicFiles {

  private AtomicFiles() {}

  /**
   * Writes a file, replacing an older one; missing parent folders are made.
   *
   * @throws RobustJException if it cannot be written
   */
  public static void write(Path target, IOConsumer<OutputStream> content) {
    requireWritable(target);
    if (Files.isDirectory(target)) throw new RobustJException(target + " is a folder, not a file.");
    assemble(
        target,
        temporary -> {
          try (OutputStream out =
              new BufferedOutputStream(
                  Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW))) {
            content.accept(out);
          }
          Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /**
   * Fills a new folder and puts it in the place of an older one. Files of the older folder that the
   * new one does not have are carried over. A crash at the very moment of the exchange leaves the
   * older folder under {@link #previous}.
   *
   * @throws RobustJException if it cannot be written
   */
  public static void directory(Path target, IOConsumer<Path> content) {
    requireWritable(target);
    if (Files.isRegularFile(target))
      throw new RobustJException(target + " is a file, not a folder.");
    assemble(
        target,
        temporary -> {
          Files.createDirectory(temporary);
          content.accept(temporary);
          exchange(temporary, target);
        });
  }

  /** Where a folder's older version stands while {@link #directory} replaces it. */
  public static Path previous(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    return absolute.resolveSibling("." + absolute.getFileName() + ".previous");
  }

  /**
   * Asks before a long job whether its result could be written: the nearest existing folder above
   * the target must be a writable folder.
   *
   * @throws RobustJException naming that folder if it is not
   */
  public static void requireWritable(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    if (absolute.getFileName() == null)
      throw new RobustJException(target + " cannot be written: name a file or folder in it.");
    Path place = nearestExisting(absolute);
    if (!Files.isDirectory(place))
      throw new RobustJException(
          "%s cannot be written: %s is not a folder.".formatted(target, place));
    if (!Files.isWritable(place))
      throw new RobustJException(
          "%s cannot be written: no permission to write in %s; choose another folder."
              .formatted(target, place));
  }

  /**
   * As {@link #requireWritable}, for a target of {@link #directory}: an older folder there must be
   * one that can be filled and moved.
   *
   * @throws RobustJException naming the folder if it is not
   */
  public static void requireReplaceable(Path target) {
    requireWritable(target);
    requireWritable(target.resolve("file"));
    if (isMounted(target))
      throw new RobustJException(
          "%s cannot be replaced, because it is a disk of its own; name a folder in it."
              .formatted(target));
  }

  private static boolean isMounted(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    try {
      return Files.exists(absolute)
          && !Files.getFileStore(absolute).equals(Files.getFileStore(absolute.getParent()));
    } catch (IOException unknown) {
      return false;
    }
  }

  /** The nearest of the folders above a path that exists, a broken link among them. */
  private static Path nearestExisting(Path absolute) {
    Path place = absolute;
    do place = place.getParent();
    while (place.getParent() != null && !Files.exists(place, LinkOption.NOFOLLOW_LINKS));
    return place;
  }

  private static void assemble(Path target, IOConsumer<Path> body) {
    Path temporary = sibling(target);
    Path existing = nearestExisting(temporary);
    try {
      Files.createDirectories(temporary.getParent());
      body.accept(temporary);
    } catch (IOException e) {
      discard(temporary, existing, e);
      throw WriteFailure.sentence(target, e);
    } catch (UncheckedIOException e) {
      discard(temporary, existing, e);
      throw WriteFailure.sentence(target, e.getCause());
    } catch (RuntimeException | Error e) {
      discard(temporary, existing, e);
      throw e;
    }
  }

  private static void exchange(Path complete, Path target) throws IOException {
    Path old = previous(target);
    if (Files.exists(target)) {
      carryOver(old, target);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(old)) Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    carryOver(old, target);
  }

  /** Moves what only {@code from} has, then removes {@code from}; nothing if it does not exist. */
  private static void carryOver(Path from, Path to) throws IOException {
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

  /** Not a system temporary file: those are private to the user, results follow the umask. */
  private static Path sibling(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    String random = UUID.randomUUID().toString().substring(0, 8);
    return absolute.resolveSibling("." + absolute.getFileName() + "." + random + ".tmp");
  }

  /** With the folders that were made for it. */
  private static void discard(Path temporary, Path existing, Throwable reason) {
    try {
      delete(temporary);
      Path made = temporary.getParent();
      for (; !made.equals(existing) && isEmpty(made); made = made.getParent()) delete(made);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return !Files.exists(folder);
    try (Stream<Path> list = Files.list(folder)) {
      return list.findAny().isEmpty();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) return;
    try (Stream<Path> walk = Files.walk(tree)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}
