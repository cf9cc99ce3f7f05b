package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFolderTest {

  @TempDir Path temporary;

  @Test
  void whatAKilledProcessLeftGoesAndNothingElse() throws Exception {
    Path others = Files.createDirectory(temporary.resolve("robustj-of-a-user"));
    Process other = start();
    Path left;
    try {
      left = Path.of(other.inputReader().readLine());
      Files.writeString(left.resolve("pixels"), "x");
      OwnedFolder.make(temporary);
      assertTrue(Files.exists(left.resolve("pixels")), "its owner lives");
    } finally {
      other.destroyForcibly();
      assertTrue(other.waitFor(2, TimeUnit.MINUTES));
    }
    Path mine = OwnedFolder.make(temporary);
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(others) && Files.exists(mine));
    OwnedFolder.release(mine);
    assertEquals(1, mine.toFile().list().length);
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            Owner.class.getName(),
            temporary.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  /** A process that owns a folder until it is ended. */
  static final class Owner {

    private Owner() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(OwnedFolder.make(Path.of(arguments[0])));
      System.in.read();
    }
  }
}
