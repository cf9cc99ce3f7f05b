package io.github.robustj.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages on a stream into which native code may print as well. A message stands on a line of its
 * own after a mark that nobody prints by chance, and is short enough for the system to write it in
 * one piece; longer ones go into a file, and the line names it.
 *
 * @param mark what a message's line starts with
 * @param folder for long messages
 */
record Framing(String mark, Path folder) {

  /** POSIX lets systems cut longer writes in pieces. */
  private static final int WHOLE = 512;

  private static final char TEXT = ':';
  private static final char FILE = '@';

  static Framing withNewMark(Path folder) {
    return new Framing("robustj-" + UUID.randomUUID(), folder);
  }

  /** Begins with a line's end, because somebody may have printed half a line before. */
  void write(OutputStream out, String message) throws IOException {
    byte[] line = line(TEXT, message);
    if (line.length > WHOLE) {
      Path file = Files.createTempFile(folder, "message", ".json");
      Files.writeString(file, message);
      line = line(FILE, file.getFileName().toString());
    }
    out.write(line);
    out.flush();
  }

  /** The message of a line; nothing if the line is somebody else's. */
  Optional<String> read(String line) throws IOException {
    if (!line.startsWith(mark) || line.length() == mark.length()) return Optional.empty();
    String content = line.substring(mark.length() + 1);
    if (line.charAt(mark.length()) == TEXT) return Optional.of(content);
    Path file = folder.resolve(content);
    String message = Files.readString(file);
    Files.delete(file);
    return Optional.of(message);
  }

  private byte[] line(char kind, String content) {
    return ("\n" + mark + kind + content + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
