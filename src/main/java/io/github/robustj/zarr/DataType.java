package io.github.robustj.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/** The types of numbers that a Zarr array may have here. */
public enum DataType {
  BOOL("b1", 1),
  INT8("i1", 1),
  UINT8("u1", 1),
  INT16("i2", 2),
  UINT16("u2", 2),
  INT32("i4", 4),
  UINT32("u4", 4),
  INT64("i8", 8),
  UINT64("u8", 8),
  FLOAT16("f2", 2),
  FLOAT32("f4", 4),
  FLOAT64("f8", 8);

  static final String KNOWN = "bool, int8 to int64, uint8 to uint64 or float16 to float64 was";

  /** Of NumPy, without the byte order. */
  private final String code;

  private final int bytes;

  DataType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }

  /** Whether values may be NaN or infinite. */
  public boolean isFloating() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  /** As version 3 has it: {@code uint16}. */
  String longName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As version 2 has it, little-endian: {@code <u2}. */
  String shortName() {
    return (bytes == 1 ? "|" : "<") + code;
  }

  static Optional<DataType> named(String longName) {
    for (DataType type : values()) if (type.longName().equals(longName)) return Optional.of(type);
    return Optional.empty();
  }

  static Optional<DataType> coded(String code) {
    for (DataType type : values()) if (type.code.equals(code)) return Optional.of(type);
    return Optional.empty();
  }

  /**
   * A decoded chunk as 32-bit floating-point numbers; whole numbers above 2^24 and 64-bit ones are
   * rounded to the nearest.
   */
  public float[] floats(byte[] chunk) {
    ByteBuffer in = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[chunk.length / bytes];
    switch (this) {
      case FLOAT32 -> in.asFloatBuffer().get(values);
      case UINT8, BOOL -> {
        for (int i = 0; i < values.length; i++) values[i] = chunk[i] & 0xff;
      }
      case UINT16 -> {
        for (int i = 0; i < values.length; i++) values[i] = in.getShort(2 * i) & 0xffff;
      }
      default -> {
        for (int i = 0; i < values.length; i++) values[i] = number(in, i);
      }
    }
    return values;
  }

  private float number(ByteBuffer in, int i) {
    return switch (this) {
      case BOOL, UINT8 -> in.get(i) & 0xff;
      case INT8 -> in.get(i);
      case INT16 -> in.getShort(2 * i);
      case UINT16 -> in.getShort(2 * i) & 0xffff;
      case INT32 -> in.getInt(4 * i);
      case UINT32 -> in.getInt(4 * i) & 0xffffffffL;
      case INT64 -> in.getLong(8 * i);
      case UINT64 -> unsigned(in.getLong(8 * i));
      case FLOAT16 -> half(in.getShort(2 * i));
      case FLOAT32 -> in.getFloat(4 * i);
      case FLOAT64 -> (float) in.getDouble(8 * i);
    };
  }

  private static float unsigned(long bits) {
    if (bits >= 0) return bits;
    // Halved so that it has a sign; the last bit stays, for rounding.
    return ((bits >>> 1) | (bits & 1)) * 2f;
  }

  /** IEEE 754 binary16; exact, since every one is a binary32. */
  static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float sign = bits < 0 ? -1 : 1;
    if (exponent == 0) return sign * fraction * 0x1p-24f;
    if (exponent == 0x1f) return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    return sign * Math.scalb(fraction + 1024f, exponent - 25);
  }

  /**
   * A decoded chunk as whole numbers.
   *
   * @throws IllegalStateException of a type that is not whole, or may not fit
   */
  public int[] ints(byte[] chunk) {
    ByteBuffer in = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[chunk.length / bytes];
    if (this == UINT8) {
      for (int i = 0; i < values.length; i++) values[i] = chunk[i] & 0xff;
      return values;
    }
    for (int i = 0; i < values.length; i++)
      values[i] =
          switch (this) {
            case BOOL, UINT8 -> chunk[i] & 0xff;
            case INT8 -> chunk[i];
            case INT16 -> in.getShort(2 * i);
            case UINT16 -> in.getShort(2 * i) & 0xffff;
            case INT32, UINT32 -> in.getInt(4 * i);
            default -> throw new IllegalStateException(this + " as int");
          };
    return values;
  }

  /** The bytes of a chunk; numbers beyond the type's range lose their upper bits. */
  public byte[] bytes(int[] values) {
    if (bytes == 1) {
      byte[] low = new byte[values.length];
      for (int i = 0; i < low.length; i++) low[i] = (byte) values[i];
      return low;
    }
    ByteBuffer out = ByteBuffer.allocate(values.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values)
      switch (this) {
        case BOOL, UINT8, INT8 -> out.put((byte) value);
        case INT16, UINT16 -> out.putShort((short) value);
        case INT32, UINT32 -> out.putInt(value);
        case FLOAT32 -> out.putFloat(value);
        default -> throw new IllegalStateException("int as " + this);
      }
    return out.array();
  }

  /** The bytes of a chunk; whole types take the nearest whole number. */
  public byte[] bytes(float[] values) {
    ByteBuffer out = ByteBuffer.allocate(values.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values)
      switch (this) {
        case FLOAT32 -> out.putFloat(value);
        case FLOAT64 -> out.putDouble(value);
        case BOOL, UINT8, INT8 -> out.put((byte) Math.round(value));
        case INT16, UINT16 -> out.putShort((short) Math.round(value));
        case INT32, UINT32 -> out.putInt((int) Math.round((double) value));
        default -> throw new IllegalStateException("float as " + this);
      }
    return out.array();
  }
}
