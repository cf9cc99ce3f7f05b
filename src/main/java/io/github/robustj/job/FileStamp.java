package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Tells whether a file or folder is as it was, without reading what may be terabytes: checksums of
 * the name, size and time of each file. They are added up, so that the files, of which a slide may
 * have a million, need not be sorted in memory.
 */
final class FileStamp extends SimpleFileVisitor<Path> {

  private final Path place;
  private long files;
  private long sum;

  private FileStamp(Path place) {
    this.place = place;
  }

  /**
   * @throws RobustJException if it cannot be read
   */
  static String of(Path place) {
    FileStamp stamp = new FileStamp(place);
    try {
      // Levels of a large image may be links to another disk.
      Files.walkFileTree(place, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, stamp);
    } catch (IOException e) {
      throw ReadFailure.sentence(place, e);
    }
    return "%d %016x".formatted(stamp.files, stamp.sum);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) return FileVisitResult.CONTINUE;
    String line =
        "%s %d %d"
            .formatted(
                place.relativize(file),
                attributes.size(),
                attributes.lastModifiedTime().toMillis());
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    files++;
    sum += checksum(new CRC32(), bytes) << Integer.SIZE | checksum(new CRC32C(), bytes);
    return FileVisitResult.CONTINUE;
  }

  private static long checksum(Checksum sum, byte[] bytes) {
    sum.update(bytes);
    return sum.getValue();
  }
}
