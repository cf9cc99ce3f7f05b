package io.github.robustj.zarr;

import io.github.robustj.error.RobustJException;
import java.nio.file.Path;

/** What is wrong with a Zarr array or group, in words a user can act on. */
final class ZarrFailure {

  private ZarrFailure() {}

  static RobustJException damaged(Path file, String how, Throwable cause) {
    return new RobustJException("%s is damaged: %s; copy it again.".formatted(file, how), cause);
  }

  static RobustJException damaged(Path file, String how) {
    return damaged(file, how, null);
  }

  /** Of something that no array should have. */
  static RobustJException unsupported(Path file, String what) {
    return new RobustJException(
        "%s has %s, which cannot be read; write the array again without.".formatted(file, what));
  }

  /**
   * @param what as "the codec bitround"
   */
  static RobustJException unsupported(Path file, String what, String known) {
    return new RobustJException(
        "%s has %s, but %s expected; write the array again with one of those."
            .formatted(file, what, known));
  }
}
