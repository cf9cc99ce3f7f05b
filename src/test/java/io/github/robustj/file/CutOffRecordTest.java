package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that was full while the record of written files got a line takes no later file from it.
 */
class CutOffRecordTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenAfterwardsIsKnownAsRobustJs() throws IOException {
    Path first = folder.resolve("first");
    write(first);
    Path record = folder.resolve(WrittenFiles.NAME);
    String line = Files.readString(record);
    for (int cut = 0; cut < line.length(); cut += 7) {
      Files.writeString(record, line + line.substring(0, cut));
      Path next = folder.resolve("next " + cut);
      write(next);
      assertTrue(outputs().has(first), "cut after " + cut);
      assertTrue(outputs().has(next), "cut after " + cut);
    }
  }

  private static void write(Path file) {
    outputs().write(file, f -> AtomicFiles.write(f, out -> out.write(1)));
  }

  private static Outputs outputs() {
    return new Outputs(new Run("test", List.of(), ""), false, file -> false);
  }
}
