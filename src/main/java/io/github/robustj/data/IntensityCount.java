package io.github.robustj.data;

import java.util.Arrays;

/**
 * How often each intensity occurs, as far as there are not too many different ones, and how often
 * each upper half of an intensity's bits. Bits are taken so that they rise with the intensity.
 */
final class IntensityCount {

  /** More than images of 16 bit have. */
  private static final int MOST = 1 << 17;

  static final int HALF = 16;

  private final long[] upper = new long[1 << HALF];

  /** How often whole numbers of 16 bit were seen since they were last counted among the others. */
  private final long[] whole = new long[1 << 16];

  private long count;

  /** With open addresses; null once there are too many. */
  private int[] keys = new int[64];

  private long[] times = new long[64];
  private int different;

  /** Different values, rising, with the number of each. */
  record Values(float[] values, long[] times) {}

  static int key(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits ^ (bits >> 31 | Integer.MIN_VALUE);
  }

  static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
  }

  void add(float[] values) {
    for (float value : values) {
      int number = (int) value;
      // Bits tell 0 from -0.
      boolean simple =
          number >>> 16 == 0 && Float.floatToRawIntBits(number) == Float.floatToRawIntBits(value);
      if (simple) whole[number]++;
      else add(value, 1);
    }
  }

  private void add(float value, long times) {
    int key = key(value);
    upper[key >>> HALF] += times;
    count += times;
    if (keys != null) count(key, times);
  }

  private void settle() {
    for (int number = 0; number < whole.length; number++)
      if (whole[number] > 0) {
        add((float) number, whole[number]);
        whole[number] = 0;
      }
  }

  void add(IntensityCount other) {
    other.settle();
    for (int i = 0; i < upper.length; i++) upper[i] += other.upper[i];
    count += other.count;
    if (other.keys == null) keys = null;
    for (int i = 0; keys != null && i < other.keys.length; i++)
      if (other.times[i] > 0) count(other.keys[i], other.times[i]);
  }

  private void count(int key, long more) {
    int slot = slot(key);
    if (times[slot] == 0) {
      if (different == MOST) {
        keys = null;
        times = null;
        return;
      }
      if (2 * ++different > keys.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
    }
    times[slot] += more;
  }

  private int slot(int key) {
    int last = keys.length - 1;
    int slot = (int) (key * 0x9e3779b97f4a7c15L >>> 40) & last;
    while (times[slot] != 0 && keys[slot] != key) slot = slot + 1 & last;
    return slot;
  }

  private void grow() {
    int[] oldKeys = keys;
    long[] oldTimes = times;
    keys = new int[2 * oldKeys.length];
    times = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++)
      if (oldTimes[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        times[slot] = oldTimes[i];
      }
  }

  long count() {
    settle();
    return count;
  }

  /** How many intensities have these upper bits. */
  long[] upper() {
    settle();
    return upper;
  }

  /** Null if there are too many different ones. */
  Values values() {
    settle();
    if (keys == null) return null;
    long[] rising = new long[different];
    int n = 0;
    for (int i = 0; i < keys.length; i++)
      if (times[i] != 0) rising[n++] = (long) (keys[i] ^ Integer.MIN_VALUE) << 32 | i;
    Arrays.sort(rising);
    Values values = new Values(new float[n], new long[n]);
    for (int i = 0; i < n; i++) {
      values.values[i] = value((int) (rising[i] >> 32) ^ Integer.MIN_VALUE);
      values.times[i] = times[(int) rising[i]];
    }
    return values;
  }
}
