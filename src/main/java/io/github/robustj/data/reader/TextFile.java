package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Text files that users write by hand, with a spreadsheet or with an annotation tool: UTF-8, or
 * UTF-16 as some spreadsheets have it.
 */
public final class TextFile {

  /** Spreadsheets put it before the first line. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** No text that anybody has written by hand or exported is larger: COCO's largest has 470 MB. */
  private static final long LARGEST = 1L << 30;

  /** In memory while it is decoded, for each byte of the file. */
  private static final long BYTES_PER_BYTE = 4;

  /** Where UTF-16 without a mark shows itself: every other byte of Latin text is 0. */
  private static final int LOOKED_AT = 64;

  private TextFile() {}

  /**
   * The lines that are not blank, without surrounding space.
   *
   * @throws RobustJException as {@link #content}
   */
  public static List<String> lines(Path file) {
    return content(file).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /**
   * The whole text without a byte order mark.
   *
   * @throws RobustJException if the file cannot be read, is too large for the memory or is no text
   */
  public static String content(Path file) {
    try {
      requireSize(file);
      byte[] bytes = Files.readAllBytes(file);
      String text = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) throw noText(file, null);
      return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw noText(file, e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static void requireSize(Path file) throws IOException {
    if (Files.isDirectory(file))
      throw new RobustJException(
          file + " is a folder, but a text file was expected; give a file in it.");
    if (Files.size(file) > LARGEST)
      throw new RobustJException(
          "%s has %d MB, but a text file of at most %d MB was expected; check that it is the right one."
              .formatted(file, Files.size(file) >> 20, LARGEST >> 20));
    MemoryCheck.require(file, Files.size(file), BYTES_PER_BYTE);
  }

  private static RobustJException noText(Path file, IOException cause) {
    return new RobustJException(
        "%s cannot be read: it is no UTF-8 text; save it as UTF-8 (a spreadsheet calls it CSV UTF-8)."
            .formatted(file),
        cause);
  }

  private static Charset charset(byte[] bytes) {
    if (startsWith(bytes, 0xff, 0xfe)) return StandardCharsets.UTF_16LE;
    if (startsWith(bytes, 0xfe, 0xff)) return StandardCharsets.UTF_16BE;
    if (everyOtherIsZero(bytes, 1)) return StandardCharsets.UTF_16LE;
    return everyOtherIsZero(bytes, 0) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  /** Zero at every other place from this one, and nowhere else. */
  private static boolean everyOtherIsZero(byte[] bytes, int from) {
    int end = Math.min(bytes.length, LOOKED_AT) & ~1;
    for (int i = 0; i < end; i++) if ((bytes[i] == 0) != (i % 2 == from)) return false;
    return end > 0;
  }
}
