package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of files that tell a file that cannot be read ({@link RobustJException}, which names it)
 * from a copy that cannot be written ({@link IOException}): of one failed copy Java names both.
 */
public final class FileCopy {

  private FileCopy() {}

  /**
   * All files below a folder, in the order of their names.
   *
   * @param links whether those that links lead to are left out
   * @throws RobustJException naming the folder if it cannot be listed
   */
  public static List<Path> files(Path folder, LinkOption... links) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> Files.isRegularFile(file, links)).sorted().toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    } catch (UncheckedIOException e) {
      throw ReadFailure.sentence(folder, e.getCause());
    }
  }

  /**
   * With the folders that hold them.
   *
   * @param files below {@code from}
   * @param to a folder that is made and has none of them
   */
  public static void below(Path from, List<Path> files, Path to) throws IOException {
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      try (OutputStream out =
          Files.newOutputStream(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        bytes(file, out);
      }
    }
  }

  /**
   * @param out stays open
   */
  public static void bytes(Path file, OutputStream out) throws IOException {
    try (InputStream in = open(file)) {
      bytes(in, file, out);
    }
  }

  /**
   * @param in stays open
   * @param file that it is a part of
   * @param out stays open
   */
  public static void bytes(InputStream in, Path file, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int n = read(in, file, buffer); n >= 0; n = read(in, file, buffer))
      out.write(buffer, 0, n);
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static int read(InputStream in, Path file, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }
}
