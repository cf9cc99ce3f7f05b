package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Tells whether a file or folder is as it was, without reading what may be terabytes: CRC-32 of the
 * names, sizes and times of all files.
 */
final class FileStamp {

  private FileStamp() {}

  /**
   * @throws RobustJException if it cannot be read
   */
  static String of(Path place) {
    CRC32 sum = new CRC32();
    // Levels of a large image may be links to another disk.
    try (Stream<Path> files = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
      files.filter(Files::isRegularFile).sorted().forEach(file -> add(sum, place, file));
    } catch (IOException e) {
      throw ReadFailure.sentence(place, e);
    } catch (UncheckedIOException e) {
      throw ReadFailure.sentence(place, e.getCause());
    }
    return Long.toHexString(sum.getValue());
  }

  private static void add(CRC32 sum, Path place, Path file) {
    try {
      String line =
          "%s %d %d\n"
              .formatted(
                  place.relativize(file),
                  Files.size(file),
                  Files.getLastModifiedTime(file).toMillis());
      sum.update(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
