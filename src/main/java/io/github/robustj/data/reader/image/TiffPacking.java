package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * How the strips or tiles of a page are compressed.
 *
 * @param jpeg of pages that are compressed by JPEG; else null
 */
record TiffPacking(Path file, int compression, TiffJpeg jpeg) {

  static TiffPacking of(Path file, TiffPage page, TiffKinds kind) throws IOException {
    boolean jpeg = kind.compression() == TiffKinds.JPEG;
    return new TiffPacking(file, kind.compression(), jpeg ? TiffJpeg.of(file, page, kind) : null);
  }

  /**
   * @param piece strip or tile: its kind as wide as it, and where it is, for messages
   * @param rows of it
   * @return its rows of numbers as they would be stored without compression
   * @throws io.github.robustj.error.RobustJException naming the file and the piece if it cannot be
   *     unpacked
   */
  byte[] unpacked(byte[] packed, TiffKinds kind, int rows, Object piece) {
    int needed = Math.toIntExact(kind.bytes(rows));
    try {
      return switch (compression) {
        case TiffKinds.NONE -> packed;
        case TiffKinds.LZW -> LzwCodes.unpacked(packed, needed);
        case TiffKinds.PACK_BITS -> packBits(packed, needed);
        case TiffKinds.JPEG -> jpeg.pixels(packed, kind, rows, piece);
        default -> inflated(packed, needed);
      };
    } catch (EOFException e) {
      throw Damage.damaged(file, "its %s ends before its last pixel".formatted(piece), e);
    } catch (DataFormatException e) {
      throw Damage.damaged(file, "its %s cannot be unpacked".formatted(piece), e);
    }
  }

  private static byte[] inflated(byte[] packed, int needed)
      throws EOFException, DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] bytes = new byte[needed];
      int n = 0;
      while (n < needed) {
        int more = inflater.inflate(bytes, n, needed - n);
        if (more == 0) throw new EOFException();
        n += more;
      }
      return bytes;
    } finally {
      inflater.end();
    }
  }

  /** Runs of equal bytes (TIFF 6.0, section 9). */
  private static byte[] packBits(byte[] packed, int needed) throws EOFException {
    byte[] bytes = new byte[needed];
    int n = 0;
    for (int i = 0; n < needed; ) {
      if (i >= packed.length) throw new EOFException();
      int head = packed[i++];
      if (head == -128) continue;
      int run = Math.min(needed - n, 1 + Math.abs(head));
      if (i + (head < 0 ? 1 : run) > packed.length) throw new EOFException();
      if (head < 0) Arrays.fill(bytes, n, n + run, packed[i++]);
      else System.arraycopy(packed, i, bytes, n, run);
      if (head >= 0) i += 1 + head;
      n += run;
    }
    return bytes;
  }

  /** The LZW of TIFF (TIFF 6.0, section 13): codes of 9 to 12 bits, most significant bit first. */
  static final class LzwCodes {

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int CODES = 4096;

    private LzwCodes() {}

    /**
     * @throws EOFException if the codes end before {@code needed} bytes, or one has no meaning
     */
    static byte[] unpacked(byte[] packed, int needed) throws EOFException {
      byte[] bytes = new byte[needed];
      // Each string is a place and a length in what was written already.
      int[] starts = new int[CODES + 1];
      int[] lengths = new int[CODES + 1];
      int next = END + 1;
      int width = 9;
      int before = -1;
      int n = 0;
      long bit = 0;
      while (n < needed) {
        int code = bits(packed, bit, width);
        bit += width;
        if (code == END) throw new EOFException();
        if (code == CLEAR) {
          next = END + 1;
          width = 9;
          before = -1;
          continue;
        }
        boolean repeated = code == next && before >= 0;
        if (code > END && code >= next && !repeated) throw new EOFException();
        int from = n;
        if (code < CLEAR) bytes[n++] = (byte) code;
        else {
          int start = repeated ? before : starts[code];
          int length = repeated ? from - before + 1 : lengths[code];
          for (int i = 0; i < length && n < needed; i++) bytes[n++] = bytes[start + i];
        }
        if (before >= 0 && next < CODES) {
          starts[next] = before;
          lengths[next++] = from - before + 1;
        }
        before = from;
        // One code early: the encoder has not added its string yet.
        width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
      }
      return bytes;
    }

    private static int bits(byte[] packed, long bit, int width) throws EOFException {
      if (bit + width > 8L * packed.length) throw new EOFException();
      int at = (int) (bit >> 3);
      int word = 0;
      for (int i = 0; i < 3; i++)
        word = word << 8 | (at + i < packed.length ? packed[at + i] & 0xff : 0);
      return word >> (24 - (int) (bit & 7) - width) & ((1 << width) - 1);
    }
  }
}
