package io.github.robustj.zarr;

/**
 * Blosc's own compression, a kind of LZ77 that descends from FastLZ: runs of literals, and copies
 * of what was written before, up to 8191 bytes back or, with two more bytes, 65535 beyond that.
 */
final class BloscLz {

  private static final int LITERALS = 32;
  private static final int LONG_LENGTH = 7;
  private static final int NEAR = 8191;

  private final byte[] in;
  private final int end;
  private int next;

  private BloscLz(byte[] in, int from, int length) {
    this.in = in;
    this.next = from;
    this.end = from + length;
  }

  /** Into a part of an array that it fills. */
  static void decode(byte[] stored, int from, int length, byte[] into, int at, int whole)
      throws CodecException {
    int n = new BloscLz(stored, from, length).decode(into, at, at + whole) - at;
    if (n != whole)
      throw new CodecException("its BloscLZ data are %d bytes, not %d".formatted(n, whole));
  }

  private int decode(byte[] out, int start, int limit) throws CodecException {
    int at = start;
    // The first is always a run of literals; its upper bits say something else.
    int control = u8() & LITERALS - 1;
    while (true) {
      if (control < LITERALS) {
        int run = control + 1;
        if (run > limit - at || run > end - next) throw damaged();
        System.arraycopy(in, next, out, at, run);
        next += run;
        at += run;
      } else {
        int length = length(control >> 5) + 2;
        int back = distance(control & LITERALS - 1);
        if (length > limit - at || back > at - start) throw damaged();
        // Byte by byte: a copy may go on into what it has just written.
        for (int i = 0; i < length; i++, at++) out[at] = out[at - back];
      }
      if (next >= end) return at;
      control = u8();
    }
  }

  private int length(int stated) throws CodecException {
    int length = stated;
    if (stated < LONG_LENGTH) return length;
    int more;
    do {
      more = u8();
      length += more;
      if (length < 0) throw damaged();
    } while (more == 255);
    return length;
  }

  private int distance(int upper) throws CodecException {
    int lower = u8();
    if (upper == LITERALS - 1 && lower == 255) return (u8() << 8) + u8() + NEAR + 1;
    return (upper << 8) + lower + 1;
  }

  private int u8() throws CodecException {
    if (next >= end) throw damaged();
    return in[next++] & 0xff;
  }

  private static CodecException damaged() {
    return new CodecException("its BloscLZ data are cut off or not whole");
  }
}
