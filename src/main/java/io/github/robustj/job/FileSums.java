package io.github.robustj.job;

import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tells whether files are still what they were. */
final class FileSums {

  private FileSums() {}

  /**
   * SHA-256 over those of the files, in their order, in hexadecimal digits.
   *
   * @throws io.github.robustj.error.RobustJException if one cannot be read
   */
  static String of(List<Path> files) {
    StringBuilder all = new StringBuilder();
    for (Path file : files)
      try {
        all.append(Sha256.of(file)).append('\n');
      } catch (IOException e) {
        throw ReadFailure.sentence(file, e);
      }
    return Sha256.ofText(all.toString());
  }
}
