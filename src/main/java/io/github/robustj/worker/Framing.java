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
    if (line.length > WHOLE) line = file(message).map(name -> line(FILE, name)).orElse(line);
    out.write(line);
    out.flush();
  }

  /**
   * The name of a file with the message; empty where there is no room for one: the line may then be
   * cut by what others print, which is seen, but somebody would wait for a lost one for ever.
   */
  private Optional<String> file(String message) {
    Path file = folder.resolve("message-" + UUID.randomUUID() + ".json");
    try {
      Files.writeString(file, message);
      return Optional.of(file.getFileName().toString());
    } catch (IOException full) {
      file.toFile().delete();
      return Optional.empty();
    }
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
