package io.github.robustj.tensor;

import io.github.robustj.error.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's array format NPY for little-endian numbers in row-major order: the bytes {@code
 * \x93NUMPY}, the version (two bytes), the header's length (two bytes, from version 2 on four), the
 * header padded so that the values start at a multiple of 64, the values. The header is read by a
 * pattern; nothing in it is evaluated. Source: NumPy's enhancement proposal 1.
 */
public final class Npy {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Bytes before the header of version 1. */
  private static final int PREFIX = MAGIC.length + 4;

  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']{1,8})', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\),? *\\}\\s*");

  /**
   * Numbers of a type.
   *
   * @param bytes of each
   */
  private record Type(int bytes, ToDoubleFunction<ByteBuffer> next) {}

  private static final Map<String, Type> TYPES =
      Map.of(
          "<f4", new Type(4, ByteBuffer::getFloat),
          "<f8", new Type(8, ByteBuffer::getDouble),
          "|u1", new Type(1, in -> Byte.toUnsignedInt(in.get())),
          "|b1", new Type(1, ByteBuffer::get),
          "|i1", new Type(1, ByteBuffer::get),
          "<u2", new Type(2, in -> Short.toUnsignedInt(in.getShort())),
          "<i2", new Type(2, ByteBuffer::getShort),
          "<u4", new Type(4, in -> Integer.toUnsignedLong(in.getInt())),
          "<i4", new Type(4, ByteBuffer::getInt),
          "<i8", new Type(8, ByteBuffer::getLong));

  private Npy() {}

  /** Version 1.0, float32. */
  public static byte[] encode(Tensor tensor) {
    byte[] header = header(tensor.shape());
    int size = Math.addExact(header.length, Math.multiplyExact(4, tensor.data().length));
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(header);
    bytes.asFloatBuffer().put(tensor.data());
    return bytes.array();
  }

  private static byte[] header(int[] shape) {
    // Python writes a tuple of one as (3,); the comma is also allowed in longer ones.
    String axes = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + "), }";
    int length = (PREFIX + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - PREFIX));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) header.put((byte) ' ');
    return header.put((byte) '\n').array();
  }

  /**
   * Version 1 to 3; numbers of other types than float32 are rounded to it.
   *
   * @throws IOException if the bytes are no such array, or more or fewer than its shape needs; its
   *     message says what "it" does or lacks
   */
  public static Tensor decode(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    String text = header(in);
    Matcher header = HEADER.matcher(text);
    if (!header.matches())
      throw new IOException("it does not say type, order and shape: " + Excerpt.of(text.strip()));
    Type type = TYPES.get(header.group(1));
    if (type == null)
      throw new IOException(
          "it has numbers of type %s and not one of %s"
              .formatted(
                  Excerpt.of(header.group(1)),
                  TYPES.keySet().stream().sorted().collect(Collectors.joining(", "))));
    if (header.group(2).equals("True"))
      throw new IOException("it is stored column by column (Fortran)");
    int[] shape = shape(header.group(3));
    float[] values = new float[count(shape, in.remaining(), type)];
    for (int i = 0; i < values.length; i++) values[i] = (float) type.next().applyAsDouble(in);
    return new Tensor(values, shape);
  }

  private static String header(ByteBuffer in) throws IOException {
    if (in.remaining() < PREFIX + 2) throw new IOException("it is too short");
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    int version = in.get();
    in.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3)
      throw new IOException("it does not begin as an array of NumPy does");
    long length =
        version == 1 ? Short.toUnsignedInt(in.getShort()) : Integer.toUnsignedLong(in.getInt());
    if (length > in.remaining()) throw new IOException("it is cut off");
    byte[] header = new byte[(int) length];
    in.get(header);
    return new String(header, StandardCharsets.ISO_8859_1);
  }

  /** Lengths beyond those of arrays in Java become the largest of them. */
  private static int[] shape(String sides) {
    return Pattern.compile("[, ]+")
        .splitAsStream(sides)
        .filter(side -> !side.isEmpty())
        .mapToInt(side -> side.length() < 10 ? Integer.parseInt(side) : Integer.MAX_VALUE)
        .toArray();
  }

  /** As many as the shape says, which the bytes must hold exactly. */
  private static int count(int[] shape, int bytes, Type type) throws IOException {
    boolean none = Arrays.stream(shape).anyMatch(side -> side == 0);
    long count = none ? 0 : 1;
    for (int side : shape) count = Math.min(Integer.MAX_VALUE, count * side);
    if (count * type.bytes() == bytes) return (int) count;
    throw new IOException(
        "it has %d bytes of numbers for the shape %s"
            .formatted(bytes, Excerpt.of(Arrays.toString(shape))));
  }
}
