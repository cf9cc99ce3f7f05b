package io.github.robustj.packaging;

import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.WriteFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * A file of JSON objects, one a line, that is only ever added to. Each begins with the CRC-32 of
 * its own text, so that what a crash or a bad disk has changed is not taken for what was written.
 */
final class CheckedLines implements AutoCloseable {

  private static final String BEFORE = "{\"crc32\":\"";
  private static final String BEHIND = "\",";
  private static final int DIGITS = 8;

  private final Path file;
  private final FileChannel channel;

  private CheckedLines(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * What stands in a file.
   *
   * @param length of all lines that have an end, in bytes; who wrote the rest was killed
   * @param damaged numbers of the lines that are not as they were written, from 1
   * @param begun whether nothing is there but perhaps the beginning of the first line
   */
  record Contents(long length, List<Integer> damaged, boolean begun) {}

  /**
   * Begins anew; folders above it are made.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  static CheckedLines create(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new CheckedLines(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  /**
   * Goes on behind what was read; damaged lines are left out of the file first.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  static CheckedLines open(Path file, Contents contents) {
    long length = contents.damaged().isEmpty() ? contents.length() : withoutDamage(file);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.truncate(length);
      channel.position(length);
      return new CheckedLines(file, channel);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  private static long withoutDamage(Path file) {
    AtomicFiles.write(
        file,
        out ->
            read(
                file,
                json -> {
                  try {
                    out.write(line(json));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  return true;
                }));
    return read(file, json -> true).length();
  }

  /**
   * Adds an object; it is on the disk when this returns.
   *
   * @param json without line breaks, not empty
   * @throws io.github.robustj.error.RobustJException if it cannot be written
   */
  void append(String json) {
    ByteBuffer bytes = ByteBuffer.wrap(line(json));
    try {
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(false);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  /**
   * Reads all lines that have an end, one after another.
   *
   * @param reader of the objects of those that are as they were written; {@code false} for one that
   *     it does not understand
   * @throws io.github.robustj.error.RobustJException if the file cannot be read
   */
  static Contents read(Path file, Predicate<String> reader) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      List<Integer> damaged = new ArrayList<>();
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long length = 0;
      int number = 1;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
          continue;
        }
        Optional<String> json = json(line.toByteArray());
        if (json.isEmpty() || !reader.test(json.get())) damaged.add(number);
        length += line.size() + 1;
        number++;
        line.reset();
      }
      String rest = line.toString(StandardCharsets.ISO_8859_1);
      boolean begun = length == 0 && (rest.startsWith(BEFORE) || BEFORE.startsWith(rest));
      return new Contents(length, damaged, begun);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static byte[] line(String json) {
    String line = BEFORE + sum(json) + BEHIND + json.substring(1) + "\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /** The object that was written as this line; empty if none was. */
  private static Optional<String> json(byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8);
    int body = BEFORE.length() + DIGITS + BEHIND.length();
    if (text.length() <= body || !text.startsWith(BEFORE)) return Optional.empty();
    String json = "{" + text.substring(body);
    boolean same = text.equals(BEFORE + sum(json) + BEHIND + text.substring(body));
    return same ? Optional.of(json) : Optional.empty();
  }

  private static String sum(String json) {
    CRC32 crc = new CRC32();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return String.format("%0" + DIGITS + "x", crc.getValue());
  }
}
