package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The sole right to write a file or folder, for as long as a run lasts. It is a file beside the
 * place, called as it with a dot before and {@code .lock} behind, held by a lock of the operating
 * system: a process that is killed leaves the file but not the lock.
 */
public final class OutputLock implements AutoCloseable {

  private static final int ATTEMPTS = 1000;
  private static final long PAUSE = 20_000_000;

  private final Path file;
  private final Path existing;
  private final HeldFile held;

  /**
   * @param existing the lowest folder that was there before
   */
  private OutputLock(Path file, Path existing, HeldFile held) {
    this.file = file;
    this.existing = existing;
    this.held = held;
  }

  /**
   * Takes the right; folders above the place are made.
   *
   * @param target also a link, which counts as what it leads to
   * @throws RobustJException if another run has it, or nothing can be written there
   */
  public static OutputLock on(Path target) {
    return attempt(target)
        .orElseThrow(
            () ->
                new RobustJException(
                    "%s is being written by another run of RobustJ; wait until that has ended or choose another out."
                        .formatted(target)));
  }

  /**
   * As {@link #on}, but waits for a run that has it for a moment only.
   *
   * @param patience after which it is refused
   */
  public static OutputLock await(Path target, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      Optional<OutputLock> taken = attempt(target);
      if (taken.isPresent()) return taken.get();
      LockSupport.parkNanos(PAUSE);
    }
    return on(target);
  }

  /**
   * As {@link #on}, but waits for a run that has it for as long as that takes.
   *
   * @param check asked again and again; what it throws ends that
   */
  public static OutputLock await(Path target, Runnable check) {
    while (true) {
      check.run();
      Optional<OutputLock> taken = attempt(target);
      if (taken.isPresent()) return taken.get();
      LockSupport.parkNanos(10 * PAUSE);
    }
  }

  /**
   * As {@link #on}.
   *
   * @return empty if another run has it
   */
  static Optional<OutputLock> attempt(Path target) {
    Writable.require(target);
    Path place = RealPath.of(target);
    Path file = place.resolveSibling("." + place.getFileName() + ".lock");
    Path existing = Writable.nearestExisting(file);
    try {
      return take(file).map(held -> new OutputLock(file, existing, held));
    } catch (IOException e) {
      throw WriteFailure.sentence(target, e);
    }
  }

  private static Optional<HeldFile> take(Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.createDirectories(file.getParent());
        make(file);
        return HeldFile.of(file, true);
      } catch (NoSuchFileException deletedMeanwhile) {
        if (attempt == ATTEMPTS) throw deletedMeanwhile;
      }
    }
  }

  private static void make(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException left) {
      // By a run that goes on, or by one that was killed.
    }
  }

  /** Folders that were made for it and stayed empty go, too. */
  @Override
  public void close() {
    try (HeldFile open = held) {
      // While it is still held, so that nobody else's file is deleted.
      Files.deleteIfExists(file);
      Trees.deleteEmpty(file.getParent(), existing);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }
}
