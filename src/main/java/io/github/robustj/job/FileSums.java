package io.github.robustj.job;

import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether files are still what they were. */
public final class FileSums {

  private FileSums() {}

  /**
   * SHA-256 over those of the files, in their order, in hexadecimal digits; of an image that is a
   * folder over the names and sums of all files in it.
   *
   * @throws io.github.robustj.error.RobustJException if one cannot be read
   */
  public static String of(List<Path> files) {
    StringBuilder all = new StringBuilder();
    for (Path file : files)
      try {
        all.append(sum(file)).append('\n');
      } catch (IOException e) {
        throw ReadFailure.sentence(file, e);
      }
    return Sha256.ofText(all.toString());
  }

  /**
   * SHA-256 over the names and sizes of all files in a folder, which may be too many to be read.
   *
   * @throws io.github.robustj.error.RobustJException if it cannot be listed
   */
  public static String ofSizes(Path folder) {
    try {
      return listing(folder, file -> Long.toString(Files.size(file)));
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  private static String sum(Path place) throws IOException {
    return Files.isDirectory(place) ? listing(place, Sha256::of) : Sha256.of(place);
  }

  /** What is said of a file. */
  @FunctionalInterface
  private interface Saying {
    String of(Path file) throws IOException;
  }

  private static String listing(Path folder, Saying saying) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList())
        all.append(folder.relativize(file)).append(' ').append(saying.of(file)).append('\n');
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Sha256.ofText(all.toString());
  }
}
