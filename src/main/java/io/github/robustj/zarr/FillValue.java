package io.github.robustj.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the numbers of a chunk without a file are.
 *
 * @param bits of a number, as it is stored, in the lowest bytes
 */
record FillValue(long bits) {

  static final FillValue ZERO = new FillValue(0);

  /** Longest text of a number, against exponents that take minutes to write out. */
  private static final int LONGEST = 40;

  /**
   * As the metadata of version 2 and 3 have it: a number, true or false, {@code "NaN"}, {@code
   * "Infinity"}, {@code "-Infinity"}, or the bits as {@code "0x7fc00000"}.
   *
   * @throws IllegalArgumentException if it is none of the type
   */
  static FillValue of(JsonElement json, DataType type) {
    if (json.isJsonNull()) return ZERO;
    if (!(json instanceof JsonPrimitive value))
      throw new IllegalArgumentException("no number: " + json);
    String text = value.getAsString();
    if (text.length() > LONGEST) throw new IllegalArgumentException("too long");
    if (value.isBoolean()) return new FillValue(bits(value.getAsBoolean() ? 1 : 0, type));
    if (text.startsWith("0x")) return hexadecimal(text, type);
    return new FillValue(type.isFloating() ? bits(real(text), type) : whole(text, type));
  }

  private static FillValue hexadecimal(String text, DataType type) {
    if (text.length() != 2 + 2 * type.bytes()) throw new IllegalArgumentException(text);
    return new FillValue(Long.parseUnsignedLong(text.substring(2), 16));
  }

  private static double real(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> new BigDecimal(text).doubleValue();
    };
  }

  private static long whole(String text, DataType type) {
    BigDecimal value = new BigDecimal(text);
    if (Math.abs((long) value.scale()) > LONGEST) throw new IllegalArgumentException(text);
    BigInteger whole = value.toBigIntegerExact();
    int size = 8 * type.bytes();
    boolean signed = type.longName().startsWith("int");
    BigInteger end = BigInteger.ONE.shiftLeft(signed ? size - 1 : type == DataType.BOOL ? 1 : size);
    BigInteger least = signed ? end.negate() : BigInteger.ZERO;
    if (whole.compareTo(least) < 0 || whole.compareTo(end) >= 0)
      throw new ArithmeticException(text + " is out of range");
    return whole.longValue();
  }

  private static long bits(double value, DataType type) {
    return switch (type) {
      case FLOAT64 -> Double.doubleToRawLongBits(value);
      case FLOAT32 -> Float.floatToRawIntBits((float) value);
      case FLOAT16 -> half((float) value);
      default -> (long) value;
    };
  }

  /** The nearest IEEE 754 binary16, ties to even. */
  static short half(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) return (short) (sign | 0x7e00);
    if (size >= 65520) return (short) (sign | 0x7c00);
    // Steps are of 2^-24 below the least normal number, and of 2^-10 of the number's own power.
    int exponent = Math.max(Math.getExponent(size), -14);
    int steps = (int) Math.rint(Math.scalb((double) size, 10 - exponent));
    return (short) (sign | ((exponent + 14 << 10) + steps));
  }

  /** So many bytes of a chunk. */
  byte[] chunk(int length, DataType type) {
    byte[] chunk = new byte[length];
    if (bits == 0) return chunk;
    byte[] one = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    if (type.bytes() == 1) Arrays.fill(chunk, one[0]);
    else
      for (int i = 0; i < length; i += type.bytes())
        System.arraycopy(one, 0, chunk, i, type.bytes());
    return chunk;
  }

  /** Whether a chunk holds nothing else. */
  boolean fills(byte[] chunk, DataType type) {
    for (int i = 0; i < chunk.length; i++)
      if (chunk[i] != (byte) (bits >>> 8 * (i % type.bytes()))) return false;
    return true;
  }
}
