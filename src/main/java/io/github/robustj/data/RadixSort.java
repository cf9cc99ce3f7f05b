package io.github.robustj.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Radix sort, the least significant digit first: numbers in the order of Java's own sorting ({@code
 * -0} below 0, NaN above all), in a time in proportion to their number. The order of equal ones
 * stays.
 */
public final class RadixSort {

  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;

  private RadixSort() {}

  /** The places of the values from the largest to the smallest; equal ones keep their order. */
  public static int[] descending(double[] values) {
    int n = values.length;
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) keys[i] = ~key(values[i]);
    int[] places = IntStream.range(0, n).toArray();
    long[] otherKeys = new long[n];
    int[] otherPlaces = new int[n];
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int[] next = new int[DIGITS];
      for (long key : keys) next[digit(key, shift)]++;
      sums(next);
      for (int i = 0; i < n; i++) {
        int to = next[digit(keys[i], shift)]++;
        otherKeys[to] = keys[i];
        otherPlaces[to] = places[i];
      }
      long[] sortedKeys = otherKeys;
      otherKeys = keys;
      keys = sortedKeys;
      int[] sortedPlaces = otherPlaces;
      otherPlaces = places;
      places = sortedPlaces;
    }
    return places;
  }

  /** Sorts the values in place. */
  static void sort(float[] values) {
    if (values.length < DIGITS) {
      // Each digit would take longer to count than the values.
      Arrays.sort(values);
      return;
    }
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
    sums(next);
    for (int key : keys) sorted[next[digit(key, shift)]++] = key;
  }

  /** Where each digit begins, of how often there is each. */
  private static void sums(int[] counts) {
    int before = 0;
    for (int d = 0; d < DIGITS; d++) {
      int count = counts[d];
      counts[d] = before;
      before += count;
    }
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & DIGITS - 1;
  }

  private static int digit(int key, int shift) {
    return key >>> shift & DIGITS - 1;
  }

  /** Rises, without a sign, as the values do. */
  private static int key(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
  }

  private static long key(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
  }
}
