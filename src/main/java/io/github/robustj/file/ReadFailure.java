package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file or folder could not be read, in words a user can act on. */
public final class ReadFailure {

  private ReadFailure() {}

  /** Also where what is read could not be unpacked or copied to a temporary file. */
  public static RobustJException sentence(Path file, IOException cause) {
    if (SystemReason.saysFull(cause)) return WriteFailure.temporary(cause);
    return new RobustJException(file + " cannot be read: " + reason(cause), cause);
  }

  /**
   * @throws RobustJException if the folder exists but may not be listed and entered
   */
  public static void requirePermission(Path folder) {
    if (Files.isDirectory(folder) && !(Files.isReadable(folder) && Files.isExecutable(folder)))
      throw new RobustJException(
          "No permission to read the folder " + folder + "; change its permissions.");
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException)
      return "no permission; change its permissions or choose another one.";
    if (cause instanceof NoSuchFileException) return "it does not exist; check the path.";
    if (cause instanceof CharacterCodingException) return "it is no UTF-8 text; save it as UTF-8.";
    return SystemReason.of(cause) + "; copy it again or check the disk.";
  }
}
