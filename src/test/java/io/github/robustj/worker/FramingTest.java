package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramingTest {

  @TempDir Path folder;

  @Test
  void messagesAreFoundAmongOtherLines() throws IOException {
    Framing framing = Framing.withNewMark(folder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String longOne = "ä".repeat(10_000);
    framing.write(out, "{\"short\":\"ä\"}");
    out.write("half a line".getBytes(StandardCharsets.UTF_8));
    framing.write(out, longOne);
    out.write((framing.mark() + "\n").getBytes(StandardCharsets.UTF_8));
    framing.write(out, "");
    assertEquals(List.of("{\"short\":\"ä\"}", longOne, ""), messages(framing, out));
    try (var list = Files.list(folder)) {
      assertEquals(0, list.count(), "files of long messages are gone");
    }
  }

  /** 512 bytes is what every POSIX system writes to a pipe in one piece. */
  @Test
  void noLineIsLongerThanOneWrite() throws IOException {
    Framing framing = Framing.withNewMark(folder);
    for (int length = 400; length < 600; length++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      framing.write(out, "x".repeat(length));
      assertTrue(out.size() <= 512, length + " gave " + out.size());
      assertEquals(List.of("x".repeat(length)), messages(framing, out));
    }
  }

  /** As where the disk is full. */
  @Test
  void aMessageThatNoFileTakesIsNotLost() throws IOException {
    Framing framing = Framing.withNewMark(folder.resolve("none"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String longOne = "x".repeat(10_000);
    framing.write(out, longOne);
    assertEquals(List.of(longOne), messages(framing, out));
  }

  private static List<String> messages(Framing framing, ByteArrayOutputStream out)
      throws IOException {
    List<String> messages = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n"))
      framing.read(line).ifPresent(messages::add);
    return messages;
  }
}
