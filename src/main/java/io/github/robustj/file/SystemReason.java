package io.github.robustj.file;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Map;

/**
 * Why the system could not do something, in words: many of Java's exceptions tell it by their class
 * alone, and have the path for a message, which sentences name anyway.
 */
public final class SystemReason {

  private static final Map<Class<? extends Exception>, String> WORDS =
      Map.of(
          AccessDeniedException.class, "no permission",
          NoSuchFileException.class, "there is no such file or folder",
          FileAlreadyExistsException.class, "something of that name is there already",
          NotDirectoryException.class, "it is not a folder",
          DirectoryNotEmptyException.class, "the folder is not empty",
          FileSystemLoopException.class, "its links lead in a circle",
          EOFException.class, "it is cut off",
          ConnectException.class, "no connection",
          ClosedByInterruptException.class, "it was interrupted");

  private SystemReason() {}

  /**
   * A clause without a full stop and without the path.
   *
   * @param cause of the system, or of a decoder
   */
  public static String of(Exception cause) {
    if (saysFull(cause)) return "its disk is full";
    if (cause instanceof UnknownHostException)
      return "no machine is known by the name " + cause.getMessage();
    if (cause instanceof CharacterCodingException) return "it is no UTF-8 text";
    String said = said(cause);
    return said == null ? WORDS.getOrDefault(cause.getClass(), "no reason is given") : said;
  }

  /** Of a disk, or of what a user may have on it; systems word it differently. */
  static boolean saysFull(Exception cause) {
    String message = String.valueOf(said(cause)).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota");
  }

  private static String said(Exception cause) {
    return cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
  }
}
