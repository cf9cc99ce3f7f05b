package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.MemoryCheck;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of a TIFF page, strip by strip, complete or not at all. */
final class TiffStrips {

  private final Path file;
  private final TiffPage page;
  private final TiffKinds kind;

  TiffStrips(Path file, TiffPage page, TiffKinds kind) {
    this.file = file;
    this.page = page;
    this.kind = kind;
  }

  interface Sink {

    /**
     * @param plane number of the sample where each has a plane of its own, else 0
     * @param row first row of the strip
     */
    void accept(int plane, int row, int rows, byte[] bytes);
  }

  /**
   * Before memory is taken for the pixels.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot hold them
   */
  void requirePossible() throws IOException {
    long stored = 0;
    for (long bytes : page.numbers(TiffPage.STRIP_BYTES)) stored += bytes;
    int most =
        switch (kind.compression()) {
          case TiffKinds.LZW -> MemoryCheck.LZW;
          case TiffKinds.PACK_BITS -> 64;
          case TiffKinds.NONE -> 1;
          default -> MemoryCheck.DEFLATE;
        };
    long planes = kind.planar() ? kind.samples() : 1;
    long needed = kind.bytes(kind.height()) * planes;
    // A single strip need not say how long it is.
    boolean unsaid = !page.has(TiffPage.STRIP_BYTES) && kind.compression() == TiffKinds.NONE;
    Damage.requirePossible(file, needed, unsaid ? page.in().length() : stored, most);
  }

  /**
   * @param behind number of the plane behind the page's own, where planes without a directory
   *     follow it
   */
  void read(long behind, Sink sink) throws IOException {
    long[] offsets = page.numbers(TiffPage.STRIP_OFFSETS);
    long[] lengths = page.numbers(TiffPage.STRIP_BYTES);
    int height = kind.height();
    long stated = page.number(TiffPage.ROWS_PER_STRIP, height);
    int each = (int) Math.max(1, Math.min(stated == 0 ? height : stated, height));
    int strips = (height + each - 1) / each;
    int planes = kind.planar() ? kind.samples() : 1;
    long plane = kind.bytes(height) * planes;
    if (offsets.length < strips * planes) throw new EOFException();
    for (int i = 0; i < strips * planes; i++) {
      int row = i % strips * each;
      int rows = Math.min(each, height - row);
      int needed = Math.toIntExact(kind.bytes(rows));
      boolean raw = kind.compression() == TiffKinds.NONE;
      long length = raw || i >= lengths.length ? needed : lengths[i];
      byte[] bytes = page.in().bytes(offsets[i] + behind * plane, length);
      sink.accept(i / strips, row, rows, unpacked(bytes, needed));
    }
  }

  /**
   * @param needed bytes of the whole strip
   */
  byte[] unpacked(byte[] packed, int needed) throws IOException {
    return switch (kind.compression()) {
      case TiffKinds.NONE -> packed;
      case TiffKinds.LZW -> LzwCodes.unpacked(packed, needed);
      case TiffKinds.PACK_BITS -> packBits(packed, needed);
      default -> inflated(packed, needed);
    };
  }

  private byte[] inflated(byte[] packed, int needed) throws IOException {
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
    } catch (DataFormatException e) {
      throw Damage.damaged(file, "a strip of its cannot be unpacked", e);
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
      if (head < 0) java.util.Arrays.fill(bytes, n, n + run, packed[i++]);
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
