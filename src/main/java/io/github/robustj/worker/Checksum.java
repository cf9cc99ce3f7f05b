package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether files are those of the list of an engine. */
final class Checksum {

  private Checksum() {}

  /**
   * Deletes a file that is not what it should be.
   *
   * @throws RobustJException if it is not
   */
  static void require(Path part, EngineFile file, EngineSource source) throws IOException {
    if (matches(part, file)) return;
    Files.delete(part);
    throw new RobustJException(
        "%s from %s is not the file it should be (its SHA-256 is another); it was damaged or changed, get it anew or from elsewhere."
            .formatted(file.name(), source.words()));
  }

  static boolean matches(Path part, EngineFile file) throws IOException {
    return Files.size(part) == file.bytes() && Sha256.of(part).equals(file.sha256());
  }
}
