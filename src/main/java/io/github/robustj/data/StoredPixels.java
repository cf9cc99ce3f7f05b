package io.github.robustj.data;

import java.util.Arrays;
import java.util.List;
import net.imglib2.img.basictypeaccess.FloatAccess;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

/**
 * Intensities in as few bytes as hold them to the last bit: whole ones from 0 to 255 or 65535 in
 * one byte or two, as most images have them, all others as 32-bit floating-point numbers. They are
 * only read.
 */
public sealed interface StoredPixels extends FloatAccess, ArrayDataAccess<StoredPixels> {

  /** How much memory they take. */
  long bytes();

  /** Copies {@code count} of them from index {@code from} on. */
  void copy(int from, float[] into, int at, int count);

  /**
   * An image of them.
   *
   * @param planes of the first two axes, not copied
   * @param size of the image, first axis fastest
   */
  static PlanarImg<FloatType, StoredPixels> image(List<StoredPixels> planes, long... size) {
    PlanarImg<FloatType, StoredPixels> image = new PlanarImg<>(planes, size, new Fraction());
    image.setLinkedType(new FloatType(image));
    return image;
  }

  /** Whether an image is one of whole numbers alone. */
  static boolean areWhole(Object image) {
    if (!(image instanceof PlanarImg<?, ?> planar)) return false;
    for (int i = 0; i < planar.numSlices(); i++)
      if (!(planar.getPlane(i) instanceof Bytes || planar.getPlane(i) instanceof Shorts))
        return false;
    return true;
  }

  /** Whether others are the same numbers. */
  default boolean same(StoredPixels other) {
    if (this instanceof Bytes own && other instanceof Bytes its)
      return Arrays.equals(own.values, its.values);
    if (this instanceof Shorts own && other instanceof Shorts its)
      return Arrays.equals(own.values, its.values);
    return Arrays.equals(floats(), other.floats());
  }

  /** As 32-bit numbers, copied where they are not stored so. */
  default float[] floats() {
    if (this instanceof Floats own) return own.values;
    float[] floats = new float[getArrayLength()];
    copy(0, floats, 0, floats.length);
    return floats;
  }

  /** The same of whole numbers as 16-bit ones without a sign. */
  default short[] shorts() {
    if (this instanceof Shorts own) return own.values;
    short[] shorts = new short[getArrayLength()];
    for (int i = 0; i < shorts.length; i++) shorts[i] = (short) (int) getValue(i);
    return shorts;
  }

  @Override
  default StoredPixels createArray(int length) {
    return new Floats(new float[length]);
  }

  /** As {@link #floats}: the array that belongs to the pixels' type, which others rely on. */
  @Override
  default Object getCurrentStorageArray() {
    return floats();
  }

  @Override
  default void setValue(int index, float value) {
    throw new UnsupportedOperationException("pixels that are only read");
  }

  /**
   * Counts how often each whole number occurs in {@code count} of them from index {@code from} on.
   *
   * @param times of the numbers from 0 to 65535
   * @return whether all are such numbers; else not all of them are counted
   */
  boolean count(int from, int count, long[] times);

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
    public int getArrayLength() {
      return values.length;
    }

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

    @Override
    public boolean count(int from, int count, long[] times) {
      for (int i = from; i < from + count; i++) times[values[i] & 0xff]++;
      return true;
    }
  }

  /**
   * @param values without a sign
   */
  record Shorts(short[] values) implements StoredPixels {

    @Override
    public int getArrayLength() {
      return values.length;
    }

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

    @Override
    public boolean count(int from, int count, long[] times) {
      for (int i = from; i < from + count; i++) times[values[i] & 0xffff]++;
      return true;
    }
  }

  /** Any numbers. */
  record Floats(float[] values) implements StoredPixels {

    @Override
    public int getArrayLength() {
      return values.length;
    }

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

    @Override
    public boolean count(int from, int count, long[] times) {
      for (int i = from; i < from + count; i++) {
        if (!isWhole(values[i])) return false;
        times[(int) values[i]]++;
      }
      return true;
    }
  }
}
