package io.github.robustj.data;

/**
 * Intensities in rising order, as {@link java.util.Arrays#sort(float[])} gives them, in a time that
 * grows with their number alone: three passes over digits of 11 bits.
 */
final class Rising {

  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;

  private Rising() {}

  /** Sorts the values in place. */
  static void sort(float[] values) {
    int[] keys = new int[values.length];
    for (int i = 0; i < keys.length; i++) keys[i] = key(values[i]);
    int[] other = new int[keys.length];
    for (int shift = 0; shift < Integer.SIZE; shift += BITS) {
      pass(keys, other, shift);
      int[] sorted = other;
      other = keys;
      keys = sorted;
    }
    for (int i = 0; i < keys.length; i++) values[i] = value(keys[i]);
  }

  /** A stable order by one digit. */
  private static void pass(int[] keys, int[] sorted, int shift) {
    int[] next = new int[DIGITS];
    for (int key : keys) next[digit(key, shift)]++;
    int before = 0;
    for (int d = 0; d < DIGITS; d++) {
      int count = next[d];
      next[d] = before;
      before += count;
    }
    for (int key : keys) sorted[next[digit(key, shift)]++] = key;
  }

  private static int digit(int key, int shift) {
    return key >>> shift & DIGITS - 1;
  }

  /** Rises, without a sign, as the values do. */
  private static int key(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
  }
}
