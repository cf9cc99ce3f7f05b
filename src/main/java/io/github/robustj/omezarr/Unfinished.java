package io.github.robustj.omezarr;

import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The mark of an image that is being written, or was when its process was killed. */
final class Unfinished {

  static final String NAME = ".robustj-unfinished";

  private Unfinished() {}

  static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME));
  }

  static RobustJException sentence(Path folder) {
    return new RobustJException(
        "%s is a part of an image that was not written to its end; run the command that wrote it again, which goes on with it, or remove it."
            .formatted(folder));
  }
}
