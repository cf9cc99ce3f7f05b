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

  private static String sum(Path place) throws IOException {
    if (!Files.isDirectory(place)) return Sha256.of(place);
    StringBuilder all = new StringBuilder();
    try (Stream<Path> walk = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList())
        all.append(place.relativize(file)).append(' ').append(Sha256.of(file)).append('\n');
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Sha256.ofText(all.toString());
  }
}
