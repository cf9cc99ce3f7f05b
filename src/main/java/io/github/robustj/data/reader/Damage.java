package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import java.nio.file.Path;

/** What is wrong with a file that does not hold what its header promises. */
public final class Damage {

  private Damage() {}

  public static RobustJException cutOff(Path file) {
    return new RobustJException(
        "%s is cut off: it ends before its last pixel; copy it again.".formatted(file));
  }

  /**
   * @param how a clause
   */
  public static RobustJException damaged(Path file, String how, Throwable cause) {
    return new RobustJException("%s is damaged: %s; copy it again.".formatted(file, how), cause);
  }

  public static RobustJException damaged(Path file, String how) {
    return damaged(file, how, null);
  }

  /**
   * Before memory is taken for pixels that a file of this length cannot hold.
   *
   * @param most bytes of pixels, or pixels, that one byte of the file can stand for
   */
  public static void requirePossible(Path file, long needed, long length, long most) {
    if (needed > (length + 1) * most) throw cutOff(file);
  }
}
