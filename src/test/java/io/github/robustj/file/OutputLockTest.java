package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {

  @TempDir Path folder;

  @Test
  void oneAtATimeAlsoThroughALink() throws IOException {
    Path model = folder.resolve("model");
    Path link = Files.createSymbolicLink(folder.resolve("link"), model);
    try (OutputLock first = OutputLock.on(model)) {
      assertRefused(model);
      assertRefused(link);
      OutputLock.on(folder.resolve("other")).close();
    }
    OutputLock.on(link).close();
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void foldersMadeForItGoWhenNothingWasWritten() throws IOException {
    OutputLock.on(folder.resolve("new/deep/model")).close();
    assertFalse(Files.exists(folder.resolve("new")));
    try (OutputLock lock = OutputLock.on(folder.resolve("new/deep/model"))) {
      Files.createDirectory(folder.resolve("new/deep/model"));
    }
    assertTrue(Files.exists(folder.resolve("new/deep/model")));
  }

  @Test
  void anotherProcessHoldsItUntilItIsKilled() throws Exception {
    Path model = folder.resolve("model");
    Process other = Holder.start(model);
    try {
      assertEquals("held", other.inputReader().readLine());
      assertRefused(model);
      other.destroyForcibly();
      assertTrue(other.waitFor(2, TimeUnit.MINUTES));
      OutputLock.on(model).close();
      assertEquals(0, folder.toFile().list().length, "the file of the killed one is left");
    } finally {
      other.destroyForcibly();
    }
  }

  private static void assertRefused(Path target) {
    String message =
        assertThrows(RobustJException.class, () -> OutputLock.on(target).close()).getMessage();
    assertTrue(message.startsWith(target + " is being written by another run"), message);
  }

  /** A process that holds a lock until it is ended. */
  static final class Holder {

    private Holder() {}

    static Process start(Path target) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              Holder.class.getName(),
              target.toString());
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      return builder.start();
    }

    public static void main(String[] arguments) throws IOException {
      OutputLock lock = OutputLock.on(Path.of(arguments[0]));
      System.out.println("held");
      System.in.read();
      lock.close();
    }
  }
}
