package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;

/**
 * Files and folders that appear complete or not at all. If writing fails or is cancelled, what
 * stood in their place stays, and the temporary file beside it is removed.
 */
public final class AtomicFiles {

  private static final boolean WINDOWS = File.separatorChar == '\\';

  private AtomicFiles() {}

  /**
   * Writes a file, replacing an older one; missing parent folders are made. Through a link what it
   * leads to is written. The file is on the disk before it has its name.
   *
   * @param content may close what it is given
   * @throws RobustJException if it cannot be written
   */
  public static void write(Path target, IOConsumer<OutputStream> content) {
    Path place = RealPath.of(target);
    Writable.requireFile(target, place);
    assemble(target, place, temporary -> fill(temporary, place, content));
    Trees.flushNames(place.getParent());
  }

  /** {@link #write Writes} a text in UTF-8. */
  public static void text(Path target, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(target, out -> out.write(bytes));
  }

  private static void fill(Path temporary, Path place, IOConsumer<OutputStream> content)
      throws IOException {
    try (FileOutputStream file = HeldFile.create(temporary);
        HeldFile held = HeldFile.of(temporary, file)) {
      // Whoever opened the file to add up its bytes would give its lock away by closing it.
      DigestOutputStream sum = Sha256.adding(new Unclosed(file));
      OutputStream out = new BufferedOutputStream(sum);
      content.accept(out);
      out.flush();
      file.getFD().sync();
      Outputs.announce(Sha256.of(sum), place);
      // Only while it is held is it safe from whoever clears up; Windows moves no open file.
      if (!WINDOWS) Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    }
    if (WINDOWS) Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Fills a new folder and puts it in the place of an older one, through a link in the place of
   * what that leads to. Files of the older folder that the new one does not have are carried over.
   * A crash at the very moment of the exchange leaves the older folder under {@link #previous},
   * until {@link #recover}. The caller has the sole right to write it ({@link OutputLock}).
   *
   * @throws RobustJException if it cannot be written
   */
  public static void directory(Path target, IOConsumer<Path> content) {
    Path place = RealPath.of(target);
    Writable.require(target, place);
    if (Files.isRegularFile(place))
      throw new RobustJException(target + " is a file, not a folder; choose another name.");
    assemble(
        target,
        place,
        temporary -> {
          Files.createDirectory(temporary);
          content.accept(temporary);
          Trees.flush(temporary);
          Trees.exchange(temporary, place);
        });
  }

  /** Where a folder's older version stands while {@link #directory} replaces it. */
  public static Path previous(Path target) {
    return Trees.previous(RealPath.of(target));
  }

  /**
   * Clears up after processes that were killed while they wrote a folder: an older version that
   * they had put aside comes back. The caller has the sole right to write it.
   *
   * @throws RobustJException if that is impossible
   */
  public static void recover(Path target) {
    Trees.recover(RealPath.of(target));
  }

  /**
   * Removes a folder that was written and cannot be made use of alone.
   *
   * @param reason that hears if it stays
   */
  public static void remove(Path folder, Throwable reason) {
    try {
      Trees.delete(RealPath.of(folder));
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * Removes temporary files that killed processes left in a folder; those of living ones stay.
   *
   * @throws RobustJException if the folder cannot be listed
   */
  public static void removeLeftovers(Path folder) {
    try {
      Leftovers.removeFiles(RealPath.of(folder));
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  private static void assemble(Path target, Path place, IOConsumer<Path> body) {
    Path temporary = Leftovers.temporary(place);
    Path existing = Writable.nearestExisting(temporary);
    try {
      Files.createDirectories(temporary.getParent());
      body.accept(temporary);
    } catch (IOException e) {
      discard(temporary, existing, e);
      throw WriteFailure.sentence(target, e);
    } catch (UncheckedIOException e) {
      discard(temporary, existing, e);
      throw WriteFailure.sentence(target, e.getCause());
    } catch (WriteFailure e) {
      discard(temporary, existing, e);
      throw e.renamed(temporary, target);
    } catch (RuntimeException | Error e) {
      discard(temporary, existing, e);
      throw e;
    }
  }

  /** With the folders that were made for it. */
  private static void discard(Path temporary, Path existing, Throwable reason) {
    try {
      Trees.delete(temporary);
      Trees.deleteEmpty(temporary.getParent(), existing);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Writers close what they write to, but the file must stay open until it has its name. */
  private static final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** Writes into what it is given. */
  @FunctionalInterface
  public interface IOConsumer<T> {

    void accept(T target) throws IOException;
  }
}
