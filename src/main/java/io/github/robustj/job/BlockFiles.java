package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How files that blocks have left are read. */
final class BlockFiles {

  private BlockFiles() {}

  /** What is read of a file. */
  @FunctionalInterface
  interface Reading<T> {
    T of(DataInputStream in) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @throws RobustJException if it is cut short or cannot be read
   */
  static <T> T read(Path file, Reading<T> reading) {
    return sentences(
        file,
        () -> {
          try (DataInputStream in = open(file)) {
            return reading.of(in);
          }
        });
  }

  static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 15));
  }

  /** A step of reading a file. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  /**
   * Does a step, and says in a sentence why it failed.
   *
   * @throws RobustJException if the file is cut short or cannot be read
   */
  static <T> T sentences(Path file, Step<T> step) {
    try {
      return step.run();
    } catch (EOFException e) {
      throw new RobustJException(
          "%s is cut short; delete it and run again with resume, or without it to begin anew."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }
}
