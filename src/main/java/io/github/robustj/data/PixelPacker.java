package io.github.robustj.data;

/**
 * Collects intensities as {@link StoredPixels}, which never take more than the bytes that those so
 * far need: a byte each at first, more from the first number on that needs it. What was not put is
 * 0.
 */
public final class PixelPacker {

  private byte[] bytes;
  private short[] shorts;
  private float[] floats;

  /**
   * @param size how many there will be
   */
  public PixelPacker(int size) {
    bytes = new byte[size];
  }

  /** Puts {@code count} of some numbers, from index {@code from} on, to index {@code at}. */
  public void put(int at, float[] values, int from, int count) {
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      if (floats == null) widen(value);
      if (floats != null) floats[at + i] = value;
      else if (shorts != null) shorts[at + i] = (short) (int) value;
      else bytes[at + i] = (byte) value;
    }
  }

  /** The same of stored ones. */
  void put(int at, StoredPixels from, int index, int count) {
    if (bytes != null && floats == null && from instanceof StoredPixels.Bytes stored) {
      System.arraycopy(stored.values(), index, bytes, at, count);
      return;
    }
    float[] values = new float[count];
    from.copy(index, values, 0, count);
    put(at, values, 0, count);
  }

  private void widen(float value) {
    if (!StoredPixels.isWhole(value)) {
      float[] all = new float[shorts != null ? shorts.length : bytes.length];
      packed().copy(0, all, 0, all.length);
      floats = all;
    } else if (shorts == null && (int) value >>> Byte.SIZE != 0) {
      shorts = new short[bytes.length];
      for (int i = 0; i < shorts.length; i++) shorts[i] = (short) (bytes[i] & 0xff);
      bytes = null;
    }
  }

  /** What was collected; not copied. */
  public StoredPixels packed() {
    if (floats != null) return new StoredPixels.Floats(floats);
    return shorts != null ? new StoredPixels.Shorts(shorts) : new StoredPixels.Bytes(bytes);
  }
}
