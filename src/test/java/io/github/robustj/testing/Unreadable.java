package io.github.robustj.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that nobody can read, not even root. */
public final class Unreadable {

  /** The memory of the process, of which Linux maps nothing at 0: an error of input and output. */
  private static final Path MEMORY = Path.of("/proc/self/mem");

  private Unreadable() {}

  /**
   * @param place where one is put; its folder exists
   */
  public static Path file(Path place) throws IOException {
    assumeTrue(Files.isRegularFile(MEMORY), "Linux only");
    return Files.createSymbolicLink(place, MEMORY);
  }
}
