package io.github.robustj.data;

import net.imglib2.img.basictypeaccess.FloatAccess;

/**
 * Intensities in as few bytes as hold them to the last bit: whole ones from 0 to 255 or 65535 in
 * one byte or two, as most images have them, all others as 32-bit floating-point numbers. They are
 * only read.
 */
public sealed interface StoredPixels extends FloatAccess {

  /** How much memory they take. */
  long bytes();

  /** Copies {@code count} of them from index {@code from} on. */
  void copy(int from, float[] into, int at, int count);

  @Override
  default void setValue(int index, float value) {
    throw new UnsupportedOperationException("pixels that are only read");
  }

  /** Whether a number is a whole one from 0 to 65535; {@code -0} is another number than 0. */
  static boolean isWhole(float value) {
    int whole = (int) value;
    return whole >>> Short.SIZE == 0
        && Float.floatToRawIntBits(whole) == Float.floatToRawIntBits(value);
  }

  /**
   * The smallest that holds these.
   *
   * @param values not copied, where they stay as they are
   */
  static StoredPixels of(float[] values) {
    int used = 0;
    for (float value : values) {
      if (!isWhole(value)) return new Floats(values);
      used |= (int) value;
    }
    if (used >>> Byte.SIZE != 0) {
      short[] shorts = new short[values.length];
      for (int i = 0; i < shorts.length; i++) shorts[i] = (short) (int) values[i];
      return new Shorts(shorts);
    }
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
    return new Bytes(bytes);
  }

  /**
   * @param values without a sign
   */
  record Bytes(byte[] values) implements StoredPixels {

    @Override
    public long bytes() {
      return values.length;
    }

    @Override
    public float getValue(int index) {
      return values[index] & 0xff;
    }

    @Override
    public void copy(int from, float[] into, int at, int count) {
      for (int i = 0; i < count; i++) into[at + i] = values[from + i] & 0xff;
    }
  }

  /**
   * @param values without a sign
   */
  record Shorts(short[] values) implements StoredPixels {

    @Override
    public long bytes() {
      return (long) Short.BYTES * values.length;
    }

    @Override
    public float getValue(int index) {
      return values[index] & 0xffff;
    }

    @Override
    public void copy(int from, float[] into, int at, int count) {
      for (int i = 0; i < count; i++) into[at + i] = values[from + i] & 0xffff;
    }
  }

  /** Any numbers. */
  record Floats(float[] values) implements StoredPixels {

    @Override
    public long bytes() {
      return (long) Float.BYTES * values.length;
    }

    @Override
    public float getValue(int index) {
      return values[index];
    }

    @Override
    public void copy(int from, float[] into, int at, int count) {
      System.arraycopy(values, from, into, at, count);
    }
  }
}
