package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Only one process at a time may install engines into a folder. The system frees the lock of a
 * process that dies.
 */
record InstallLock(FileChannel channel) implements AutoCloseable {

  /**
   * @throws RobustJException if another process has it
   */
  static InstallLock acquire(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isFree(channel)) return new InstallLock(channel);
    channel.close();
    throw new RobustJException(
        "An engine is being installed into %s by another ImageJ; wait until it is done."
            .formatted(folder));
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
