package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that does nothing but write is killed again and again, wherever it happens to be. */
class KilledWriterTest {

  private static final int KILLS = 6;
  private static final int LENGTH = 300_000;

  @TempDir Path folder;

  @Test
  void everyFileIsCompleteAndTheNextRunClearsUpAndGoesOn() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Process writer = start(Writer.class);
      try {
        assertEquals("writing", writer.inputReader().readLine());
        Thread.sleep(20 + 37 * kill);
      } finally {
        writer.destroyForcibly();
        assertTrue(writer.waitFor(2, TimeUnit.MINUTES));
      }
      for (int i = 0; i < 3; i++) {
        Path file = folder.resolve("file " + i + ".txt");
        if (Files.exists(file)) assertComplete(Files.readString(file));
      }
      // As the next run: what is there is known as RobustJ's own, and nothing is left.
      new Writer(folder).round(0);
      try (Stream<Path> list = Files.list(folder)) {
        assertEquals(
            List.of(".robustj-written", "file 0.txt", "file 1.txt", "file 2.txt", "model"),
            list.map(p -> p.getFileName().toString()).sorted().toList());
      }
      assertEquals("kept", Files.readString(folder.resolve("model/only once")));
      assertComplete(Files.readString(folder.resolve("model/weights")));
    }
  }

  /** Those of a process that lives, also in the moment in which it makes them. */
  @Test
  void nobodyRemovesWhatAnotherIsWriting() throws Exception {
    Process cleaner = start(Cleaner.class);
    try {
      assertEquals("cleaning", cleaner.inputReader().readLine());
      Outputs outputs = new Outputs(new Run("test", List.of(), ""), false, file -> false);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
      for (int i = 0; System.nanoTime() < end; i++) {
        String text = "text " + i;
        outputs.write(folder.resolve("a"), file -> AtomicFiles.text(file, text));
        assertEquals(text, Files.readString(folder.resolve("a")));
      }
    } finally {
      cleaner.destroyForcibly();
    }
  }

  /** Clears up without end. */
  static final class Cleaner {

    public static void main(String[] arguments) {
      System.out.println("cleaning");
      while (true) AtomicFiles.removeLeftovers(Path.of(arguments[0]));
    }
  }

  private static void assertComplete(String text) {
    assertEquals(LENGTH, text.length());
    assertEquals(1, text.chars().distinct().count());
  }

  private Process start(Class<?> program) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            program.getName(),
            folder.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  /** Writes three files and a folder, each time with another letter. */
  record Writer(Path folder) {

    public static void main(String[] arguments) {
      Writer writer = new Writer(Path.of(arguments[0]));
      writer.round(0);
      System.out.println("writing");
      for (int round = 1; ; round++) writer.round(round);
    }

    void round(int round) throws RobustJException {
      byte[] text =
          String.valueOf((char) ('a' + round % 26))
              .repeat(LENGTH)
              .getBytes(StandardCharsets.US_ASCII);
      AtomicFiles.removeLeftovers(folder);
      Outputs outputs = new Outputs(new Run("test", List.of(), ""), false, file -> false);
      for (int i = 0; i < 3; i++)
        outputs.write(
            folder.resolve("file " + i + ".txt"),
            file -> AtomicFiles.write(file, out -> out.write(text)));
      Path model = folder.resolve("model");
      try (OutputLock lock = OutputLock.on(model)) {
        AtomicFiles.recover(model);
        boolean first = !Files.exists(model);
        AtomicFiles.directory(
            model,
            inner -> {
              Files.write(inner.resolve("weights"), text);
              if (first) Files.writeString(inner.resolve("only once"), "kept");
            });
      }
    }
  }
}
