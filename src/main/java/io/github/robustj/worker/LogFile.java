package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.SystemReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a worker prints. The newest few logs are kept. */
record LogFile(Path file) {

  private static final int KEPT = 10;

  private static final List<String> NOISE =
      List.of(
          "Calling Java gradient function for operation of type",
          "All log messages before absl::InitializeLog() is called",
          "MLIR V1 optimization pass is not enabled",
          "This TensorFlow binary is optimized to use available CPU instructions",
          "To enable the following instructions:",
          "oneDNN custom operations are on");

  private static final String PREFIX = "worker-";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

  /**
   * A new, empty log.
   *
   * @throws RobustJException if the folder cannot be written
   */
  static LogFile in(Path folder) {
    try {
      Files.createDirectories(folder);
      removeOld(folder);
      String start = PREFIX + TIME.format(LocalDateTime.now()) + "-";
      return new LogFile(Files.createTempFile(folder, start, ".log"));
    } catch (IOException e) {
      throw new RobustJException(
          "The engine's log cannot be written into %s (%s); choose another folder by the environment variable %s."
              .formatted(folder, SystemReason.of(e), Extensions.HOME_VARIABLE),
          e);
    }
  }

  /** That of the worker that was started last; empty if there is none. */
  static Optional<Path> newest(Path folder) {
    if (!Files.isDirectory(folder)) return Optional.empty();
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(p -> p.getFileName().toString().startsWith(PREFIX))
          .max(Comparator.comparing(p -> p.getFileName().toString()));
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  /** Nobody is told of a line that cannot be written: a full disk must not end a training. */
  void append(String line) {
    try {
      Files.writeString(file, line + System.lineSeparator(), StandardOpenOption.APPEND);
    } catch (IOException lost) {
      System.err.println("RobustJ's engine: " + line);
    }
  }

  /**
   * Removes what tells a user nothing, once nobody writes any more: native code prints that at the
   * same level as what is wrong with a GPU.
   */
  void tidy() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> NOISE.stream().noneMatch(line::contains))
              .toList();
      AtomicFiles.write(
          file,
          out -> {
            for (String line : lines)
              out.write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
          });
    } catch (IOException | RobustJException untidy) {
      append("this log cannot be tidied: " + SystemReason.of(untidy));
    }
  }

  private static void removeOld(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      List<Path> logs =
          list.filter(p -> p.getFileName().toString().startsWith(PREFIX))
              .sorted(Comparator.comparing((Path p) -> p.getFileName().toString()).reversed())
              .toList();
      for (Path old : logs.subList(Math.min(KEPT - 1, logs.size()), logs.size()))
        Files.deleteIfExists(old);
    }
  }
}
