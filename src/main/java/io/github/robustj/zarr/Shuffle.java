package io.github.robustj.zarr;

/**
 * Numbers stored byte by byte or bit by bit: first the lowest bytes (bits) of all numbers, then the
 * next. What is left behind the last whole number, or behind the last eight of them for bits,
 * stays.
 */
final class Shuffle {

  private Shuffle() {}

  static byte[] bytes(byte[] in, int typeSize) {
    byte[] out = in.clone();
    int n = in.length / typeSize;
    for (int b = 0; b < typeSize; b++)
      for (int i = 0; i < n; i++) out[b * n + i] = in[i * typeSize + b];
    return out;
  }

  static byte[] inOrder(byte[] shuffled, int typeSize) {
    byte[] out = shuffled.clone();
    int n = shuffled.length / typeSize;
    for (int b = 0; b < typeSize; b++)
      for (int i = 0; i < n; i++) out[i * typeSize + b] = shuffled[b * n + i];
    return out;
  }

  static byte[] bitsInOrder(byte[] shuffled, int typeSize) {
    int n = shuffled.length / typeSize;
    // Blosc leaves blocks alone that are not a multiple of eight numbers.
    if (n % 8 != 0) return shuffled;
    byte[] out = shuffled.clone();
    int row = n / 8;
    for (int b = 0; b < typeSize; b++)
      for (int i = 0; i < row; i++) {
        long bits = 0;
        for (int k = 0; k < 8; k++) bits |= (shuffled[(8 * b + k) * row + i] & 0xffL) << 8 * k;
        bits = transposed(bits);
        for (int j = 0; j < 8; j++) out[(8 * i + j) * typeSize + b] = (byte) (bits >>> 8 * j);
      }
    return out;
  }

  /**
   * Bit k of byte j becomes bit j of byte k, by exchanging ever larger squares (Hacker's Delight,
   * section 7-3).
   */
  private static long transposed(long bits) {
    long other = (bits ^ bits >>> 7) & 0x00aa00aa00aa00aaL;
    bits ^= other ^ other << 7;
    other = (bits ^ bits >>> 14) & 0x0000cccc0000ccccL;
    bits ^= other ^ other << 14;
    other = (bits ^ bits >>> 28) & 0x00000000f0f0f0f0L;
    return bits ^ other ^ other << 28;
  }
}
