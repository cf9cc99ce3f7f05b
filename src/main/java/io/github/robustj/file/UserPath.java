package io.github.robustj.file;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A path as somebody typed it. */
public final class UserPath {

  private UserPath() {}

  /**
   * @throws RobustJException if it has a character that no path has, NUL for instance
   */
  public static Path of(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new RobustJException(
          "\"%s\" is no path of a file or folder (%s); correct it."
              .formatted(Excerpt.of(text), e.getReason()),
          e);
    }
  }
}
