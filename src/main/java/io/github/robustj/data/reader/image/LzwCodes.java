package io.github.robustj.data.reader.image;

import java.io.EOFException;

/** The LZW of TIFF (TIFF 6.0, section 13): codes of 9 to 12 bits, most significant bit first. */
final class LzwCodes {

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
