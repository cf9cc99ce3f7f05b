package io.github.robustj.zarr;

import io.github.robustj.file.WriteFailure;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The files of chunks. They are opened for each read, and in a way that an interrupted thread does
 * not close: chunks are shared by all who look at an image.
 */
final class ChunkFiles {

  private ChunkFiles() {}

  static byte[] bytes(Path file) throws IOException {
    // Streams of Files are closed when a thread that reads is interrupted.
    if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
    try (InputStream in = new FileInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }

  /** Whether a file is there and holds something. */
  static boolean isThere(Path file) {
    return file.toFile().length() > 0;
  }

  /** A file whose parts are read. */
  record Parts(RandomAccessFile file) implements Sharding.Source, AutoCloseable {

    static Parts of(Path file) throws IOException {
      return new Parts(new RandomAccessFile(file.toFile(), "r"));
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public byte[] read(long at, int length) throws IOException {
      byte[] bytes = new byte[length];
      file.seek(at);
      file.readFully(bytes);
      return bytes;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * Writes a file, whole or not at all: under another name first, which a dot begins and so is no
   * chunk's. The disk is not waited for, which would take longer than most chunks do to be made;
   * what a power failure leaves of a file is empty, and counts as missing ({@link #isThere}).
   *
   * @throws WriteFailure if that fails; nothing is left then
   */
  static void write(Path file, byte[] bytes) {
    write(file, bytes, false);
  }

  /** The same of a file that is on the disk before it has its name: of metadata. */
  static void writeThrough(Path file, byte[] bytes) {
    write(file, bytes, true);
  }

  private static void write(Path file, byte[] bytes, boolean through) {
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      Files.createDirectories(file.getParent());
      try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
        out.write(bytes);
        if (through) out.getFD().sync();
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(temporary, e);
      throw WriteFailure.sentence(file, e);
    }
  }

  private static void delete(Path temporary, IOException reason) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
