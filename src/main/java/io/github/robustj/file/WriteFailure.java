package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file could not be written, in words a user can act on. What is written next will probably meet
 * the same.
 */
public final class WriteFailure extends RobustJException {

  /** Below this much free space a failed write is taken for a full disk. */
  private static final long FULL = 1 << 20;

  private WriteFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  public static WriteFailure sentence(Path target, IOException cause) {
    return new WriteFailure(target + " could not be written: " + reason(target, cause), cause);
  }

  /** The same of the folder for temporary files, which the user has not named. */
  public static WriteFailure temporary(IOException cause) {
    return new WriteFailure(
        "The folder for temporary files, %s, cannot be written to (%s); free some space there, or name another in the Java option -Djava.io.tmpdir."
            .formatted(System.getProperty("java.io.tmpdir"), SystemReason.of(cause)),
        cause);
  }

  /**
   * Where writing would be in vain.
   *
   * @param sentence why, and what to do
   */
  public static WriteFailure because(String sentence) {
    return new WriteFailure(sentence, null);
  }

  /** The same about a file of a folder that is put together under another name, now gone. */
  WriteFailure renamed(Path temporary, Path target) {
    return new WriteFailure(
        getMessage().replace(temporary.toString(), target.toString()), getCause());
  }

  private static String reason(Path target, IOException cause) {
    if (isFull(target, cause)) return "the disk is full; free some space or choose another folder.";
    if (cause instanceof AccessDeniedException)
      return "no permission to write there; choose another folder.";
    if (cause instanceof NoSuchFileException)
      return "there is no such folder and none can be made; choose another folder.";
    if (isTooLong(cause)) return "its name is too long for the disk; choose a shorter one.";
    return SystemReason.of(cause) + "; choose another folder or check the disk.";
  }

  /** As ENAMETOOLONG is worded; Windows refuses such a path before. */
  private static boolean isTooLong(IOException cause) {
    return SystemReason.of(cause).toLowerCase(Locale.ROOT).contains("name too long");
  }

  /** The free space is asked, too, for where a system words it in another way. */
  private static boolean isFull(Path target, IOException cause) {
    if (SystemReason.saysFull(cause)) return true;
    Path parent = target.toAbsolutePath().getParent();
    try {
      return Files.exists(parent) && Files.getFileStore(parent).getUsableSpace() < FULL;
    } catch (IOException unknown) {
      return false;
    }
  }
}
