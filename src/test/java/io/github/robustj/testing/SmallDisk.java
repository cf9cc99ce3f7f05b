package io.github.robustj.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that can be filled and made read-only; only root can make one. */
public record SmallDisk(Path folder) implements AutoCloseable {

  /** What a disk in memory gives at once. */
  public static final int PAGE = 4096;

  /** Skips the test where no disk can be made. */
  public static SmallDisk in(Path folder, int kilobytes) throws IOException {
    FileStore before = Files.getFileStore(Files.createDirectories(folder));
    boolean mounted =
        runs("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
    assumeTrue(
        mounted && !Files.getFileStore(folder).equals(before), "this user may not mount a disk");
    return new SmallDisk(folder);
  }

  /** Leaves so many bytes of it free. */
  public void fill(int free) throws IOException {
    empty();
    long all = folder.toFile().getUsableSpace();
    Files.write(filler(), new byte[(int) (all - free)]);
  }

  public void empty() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  public void setWritable(boolean writable) throws IOException {
    String how = "remount," + (writable ? "rw" : "ro");
    if (!runs("mount", "-o", how, folder.toString())) throw new IOException(how);
  }

  @Override
  public void close() throws IOException {
    if (!runs("umount", folder.toString())) throw new IOException("not unmounted: " + folder);
  }

  private static boolean runs(String... line) throws IOException {
    try {
      return new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
