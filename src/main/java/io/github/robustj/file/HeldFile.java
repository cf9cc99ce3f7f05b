package io.github.robustj.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A file that this process holds by a lock of the operating system, which ends with the process
 * however that ends.
 */
final class HeldFile implements AutoCloseable {

  /**
   * POSIX drops a process's lock when it closes any handle of the file, so none is opened twice.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** For a file that is removed while it is made, which takes microseconds. */
  private static final int ATTEMPTS = 1000;

  private static final long PAUSE_NANOS = 100_000;

  private final Path file;
  private final FileChannel channel;

  private HeldFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes hold of an existing file.
   *
   * @param file without links in its path
   * @param unlocked whether holding it within this process will do where the file system knows no
   *     locks
   * @return empty if somebody holds it
   * @throws NoSuchFileException if it is not there, also if it went meanwhile
   * @throws IOException if it cannot be opened, or the file system knows no locks
   */
  static Optional<HeldFile> of(Path file, boolean unlocked) throws IOException {
    if (!HELD.add(file)) return Optional.empty();
    FileChannel channel = null;
    boolean held = false;
    try {
      Object asked = key(file);
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (!lock(channel, unlocked)) return Optional.empty();
      // Whoever held it before may have deleted it, and another may have made a new one.
      if (!Objects.equals(asked, key(file))) throw new NoSuchFileException(file.toString());
      held = true;
      return Optional.of(new HeldFile(file, channel));
    } finally {
      if (!held) {
        if (channel != null) channel.close();
        HELD.remove(file);
      }
    }
  }

  /**
   * Makes a file, open for writing and locked; in vain where the file system knows no locks. Until
   * it is locked another process may take it for a leftover and remove it: then it is made again.
   *
   * @return to be held by {@link #of(Path, FileOutputStream)}
   * @throws IOException if it cannot be made, or is removed every time
   */
  static FileOutputStream create(Path file) throws IOException {
    HELD.add(file);
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Files.createFile(file);
        FileOutputStream out = new FileOutputStream(file.toFile());
        if (isOurs(file, out.getChannel())) return out;
        out.close();
      }
      throw new NoSuchFileException(file.toString());
    } catch (IOException e) {
      HELD.remove(file);
      throw e;
    }
  }

  /**
   * Locks a file, or waits until it is gone: whoever removes it looks before whether it is the one
   * that he has locked, so that only then it can be made again.
   */
  private static boolean isOurs(Path file, FileChannel channel) throws IOException {
    while (Files.exists(file)) {
      if (lock(channel, true) && Files.exists(file)) return true;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  /** Holds what was made by {@link #create}. */
  static HeldFile of(Path file, FileOutputStream made) {
    return new HeldFile(file, made.getChannel());
  }

  @Override
  public void close() throws IOException {
    HELD.remove(file);
    channel.close();
  }

  private static boolean lock(FileChannel channel, boolean unlocked) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException elsewhereInThisProcess) {
      return false;
    } catch (IOException noLocksHere) {
      if (unlocked) return true;
      throw noLocksHere;
    }
  }

  /** Null on systems that number no files. */
  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
