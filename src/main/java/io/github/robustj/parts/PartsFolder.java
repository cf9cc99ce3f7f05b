package io.github.robustj.parts;

import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.WriteFailure;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How a folder of finished parts begins and ends. */
record PartsFolder(Path folder) {

  /** Of the names of parts. */
  static final String ENDING = ".part";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The sole right to say which command the parts are of. */
  OutputLock lock() {
    return OutputLock.await(RunFile.in(folder), PATIENCE);
  }

  /** By whoever has {@link #lock}; parts of another command go. */
  void begin(DividedCommand command) {
    removeParts();
    new RunFile(command).write(folder);
  }

  /** As {@link PartStore#end} has it. */
  void end(DividedCommand command, boolean others) {
    try (OutputLock lock = lock()) {
      Optional<RunFile> there = RunFile.readable(folder);
      if (others || there.map(RunFile::shared).orElse(false))
        there.orElseGet(() -> new RunFile(command)).asJoined().write(folder);
      else delete(RunFile.in(folder));
      removeParts();
    }
    deleteIfEmpty();
  }

  /**
   * All of it goes, unless others may come for a share.
   *
   * @param empty whether it holds nothing
   */
  void removeIf(BooleanSupplier empty) {
    try (OutputLock lock = lock()) {
      boolean shared = RunFile.readable(folder).map(RunFile::shared).orElse(false);
      if (shared || !empty.getAsBoolean()) return;
      delete(RunFile.in(folder));
      removeParts();
    }
    deleteIfEmpty();
  }

  private void deleteIfEmpty() {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException used) {
      // By another run, or by the user.
    } catch (IOException e) {
      throw WriteFailure.sentence(folder, e);
    }
  }

  private void removeParts() {
    AtomicFiles.removeLeftovers(folder);
    files().forEach(PartsFolder::delete);
  }

  /** Whether no part lies there, or there is no such folder. */
  boolean isEmpty() {
    return files().isEmpty();
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) return files;
    try (DirectoryStream<Path> list = Files.newDirectoryStream(folder, "*" + ENDING)) {
      list.forEach(files::add);
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
    return files;
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }
}
