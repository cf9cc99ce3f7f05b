package io.github.robustj.parts;

import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What came of one part, in a file that appears whole: little-endian the mark {@code RJP1}, the
 * CRC-32 of all that follows, 1 for a result or 0 for a failure, the length of the part's name and
 * the name in UTF-8, then the result's bytes or the failure's sentence.
 *
 * @param name of the part
 * @param isResult or else a failure
 */
record PartFile(String name, boolean isResult, byte[] content) {

  private static final int MARK = 0x31504a52;
  private static final int HEAD = 2 * Integer.BYTES;

  void write(Path file) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer head = ByteBuffer.allocate(1 + Integer.BYTES + text.length);
    head.order(ByteOrder.LITTLE_ENDIAN).put((byte) (isResult ? 1 : 0)).putInt(text.length);
    head.put(text);
    CRC32 sum = new CRC32();
    sum.update(head.array());
    sum.update(content);
    ByteBuffer mark = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    mark.putInt(MARK).putInt((int) sum.getValue());
    AtomicFiles.write(
        file,
        out -> {
          out.write(mark.array());
          out.write(head.array());
          out.write(content);
        });
  }

  /**
   * @return empty if it is not as it was written
   * @throws io.github.robustj.error.RobustJException if it cannot be read
   */
  static Optional<PartFile> read(Path file) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
    ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    if (all.length < HEAD + 1 + Integer.BYTES || bytes.getInt() != MARK) return Optional.empty();
    CRC32 sum = new CRC32();
    sum.update(all, HEAD, all.length - HEAD);
    if (bytes.getInt() != (int) sum.getValue()) return Optional.empty();
    boolean isResult = bytes.get() == 1;
    int length = bytes.getInt();
    int from = bytes.position() + length;
    String name = new String(all, bytes.position(), length, StandardCharsets.UTF_8);
    return Optional.of(new PartFile(name, isResult, Arrays.copyOfRange(all, from, all.length)));
  }
}
