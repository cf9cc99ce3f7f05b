package io.github.robustj.tensor;

import io.github.robustj.error.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's array format, version 1.0, for little-endian float32 in row-major order: the bytes {@code
 * \x93NUMPY 1 0}, the header's length as two bytes, the header padded so that the values start at a
 * multiple of 64, the values.
 */
public final class Npy {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int PREFIX = MAGIC.length + 2;
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\),? *\\}\\s*");

  private Npy() {}

  public static byte[] encode(Tensor tensor) {
    byte[] header = header(tensor.shape());
    int size = Math.addExact(header.length, Math.multiplyExact(4, tensor.data().length));
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(header);
    bytes.asFloatBuffer().put(tensor.data());
    return bytes.array();
  }

  /**
   * @throws IOException if the bytes are no such array, or more or fewer than its shape needs
   */
  public static Tensor decode(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < PREFIX || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
      throw new IOException("not an array in NPY 1.0 format");
    int headerLength = Short.toUnsignedInt(in.getShort(MAGIC.length));
    if (bytes.length < PREFIX + headerLength) throw new IOException("an array without its header");
    int[] shape = shape(new String(bytes, PREFIX, headerLength, StandardCharsets.ISO_8859_1));
    in.position(PREFIX + headerLength);
    long values = values(shape);
    if (in.remaining() != 4 * values)
      throw new IOException(
          in.remaining() + " bytes for an array of shape " + Excerpt.of(Arrays.toString(shape)));
    float[] data = new float[(int) values];
    in.asFloatBuffer().get(data);
    return new Tensor(data, shape);
  }

  private static long values(int[] shape) throws IOException {
    try {
      return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new IOException("an array of shape " + Excerpt.of(Arrays.toString(shape)), e);
    }
  }

  private static byte[] header(int[] shape) {
    // Python writes a tuple of one as (3,); the comma is also allowed in longer ones.
    String axes = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + "), }";
    int length = (PREFIX + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putShort((short) (length - PREFIX));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) header.put((byte) ' ');
    return header.put((byte) '\n').array();
  }

  private static int[] shape(String header) throws IOException {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches())
      throw new IOException("not a row-major float32 array: " + Excerpt.of(header.strip()));
    try {
      return Pattern.compile("[, ]+")
          .splitAsStream(matcher.group(1))
          .filter(axis -> !axis.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IOException("an array of shape (" + Excerpt.of(matcher.group(1)) + ")", e);
    }
  }
}
