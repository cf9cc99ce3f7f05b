package io.github.robustj.packaging.bioimage;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in a file of NumPy's format NPY, version 1 to 3: little-endian numbers in row-major
 * order. Its header is read by a pattern; nothing in it is evaluated.
 *
 * @param file for sentences
 * @param values row-major
 * @param shape lengths of the axes
 */
record NumpyArray(Path file, float[] values, int[] shape) {

  /** Of a file; test images are far smaller. */
  private static final long MOST_BYTES = 1L << 29;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']{1,8})', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\),? *\\}\\s*");

  private static final String OURS = "byxc";

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

  /**
   * @throws RobustJException if the file cannot be read, is too large, is no such array, or holds
   *     numbers that are not finite
   */
  static NumpyArray read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES)
        throw wrong(file, "has more than %d MiB".formatted(MOST_BYTES >> 20));
      return of(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static NumpyArray of(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Matcher header = HEADER.matcher(header(file, in));
    if (!header.matches()) throw wrong(file, "does not say type, order and shape");
    Type type = TYPES.get(header.group(1));
    if (type == null)
      throw wrong(
          file,
          "has numbers of type %s and not one of %s"
              .formatted(
                  Excerpt.of(header.group(1)),
                  String.join(", ", TYPES.keySet().stream().sorted().toList())));
    if (header.group(2).equals("True")) throw wrong(file, "is stored column by column (Fortran)");
    List<String> sides =
        Arrays.stream(header.group(3).split("[, ]+")).filter(s -> !s.isEmpty()).toList();
    float[] values = new float[count(file, sides, in.remaining(), type)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) type.next().applyAsDouble(in);
      if (!Float.isFinite(values[i])) throw wrong(file, "has a number that is not finite");
    }
    return new NumpyArray(file, values, sides.stream().mapToInt(Integer::parseInt).toArray());
  }

  private static String header(Path file, ByteBuffer in) {
    byte[] magic = new byte[MAGIC.length];
    if (in.remaining() < MAGIC.length + 6) throw wrong(file, "is too short");
    in.get(magic);
    int version = in.get();
    in.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3)
      throw wrong(file, "does not begin as one");
    long length =
        version == 1 ? Short.toUnsignedInt(in.getShort()) : Integer.toUnsignedLong(in.getInt());
    if (length > in.remaining()) throw wrong(file, "is cut off");
    byte[] header = new byte[(int) length];
    in.get(header);
    return new String(header, StandardCharsets.ISO_8859_1);
  }

  /** As many as the shape says, which the bytes must hold exactly. */
  private static int count(Path file, List<String> sides, int bytes, Type type) {
    long count = 1;
    for (String side : sides) {
      long length = side.length() < 10 ? Long.parseLong(side) : Integer.MAX_VALUE;
      count = Math.min(Integer.MAX_VALUE, count * length);
    }
    if (count * type.bytes() == bytes) return (int) count;
    throw wrong(
        file,
        "has %d bytes of numbers for the shape (%s)"
            .formatted(bytes, Excerpt.of(String.join(", ", sides))));
  }

  private static RobustJException wrong(Path file, String why) {
    return new RobustJException(
        "The test tensor %s %s; a NumPy array (.npy) of little-endian numbers in C order was expected: download the package again."
            .formatted(file, why));
  }

  /**
   * Writes an array of float32.
   *
   * @param images {@code [image, y, x, channel]}
   * @param letters of the axes that it gets, in their order
   */
  static void write(Path file, Tensor images, String letters) throws IOException {
    int[] sides = letters.chars().map(axis -> length(images, axis)).toArray();
    int[] strides = strides(letters, sides);
    float[] ordered = new float[images.data().length];
    int from = 0;
    for (int b = 0; b < images.shape(0); b++)
      for (int y = 0; y < images.shape(1); y++)
        for (int x = 0; x < images.shape(2); x++)
          for (int c = 0; c < images.shape(3); c++)
            ordered[b * strides[0] + y * strides[1] + x * strides[2] + c * strides[3]] =
                images.data()[from++];
    StringBuilder shape = new StringBuilder();
    for (int side : sides) shape.append(side).append(", ");
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(shape);
    int length = MAGIC.length + 4 + header.length() + 1;
    header += " ".repeat((64 - length % 64) % 64) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(MAGIC.length + 4 + header.length() + Float.BYTES * ordered.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.ISO_8859_1));
    for (float value : ordered) bytes.putFloat(value);
    Files.write(file, bytes.array());
  }

  private static int length(Tensor images, int letter) {
    int ours = OURS.indexOf(letter);
    return ours < 0 ? 1 : images.shape(ours);
  }

  /** Of our axes in an array with these; 0 of those that it lacks. */
  private static int[] strides(String letters, int[] sides) {
    int[] strides = new int[OURS.length()];
    int stride = 1;
    for (int i = sides.length - 1; i >= 0; i--) {
      int ours = OURS.indexOf(letters.charAt(i));
      if (ours >= 0) strides[ours] = stride;
      stride *= sides[i];
    }
    return strides;
  }

  /**
   * As {@code [image, y, x, channel]}.
   *
   * @param letters of its axes; those that are not {@code b}, {@code y}, {@code x}, {@code c} have
   *     length 1
   * @throws RobustJException if its shape is another
   */
  Tensor images(String letters) {
    int[] sides = {1, 1, 1, 1};
    int[] strides = new int[OURS.length()];
    if (shape.length != letters.length()) throw misshaped(letters);
    int stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      int ours = OURS.indexOf(letters.charAt(i));
      if (shape[i] < 1 || ours < 0 && shape[i] != 1) throw misshaped(letters);
      if (ours >= 0) {
        sides[ours] = shape[i];
        strides[ours] = stride;
      }
      stride *= shape[i];
    }
    Tensor images = Tensor.zeros(sides);
    int to = 0;
    for (int b = 0; b < sides[0]; b++)
      for (int y = 0; y < sides[1]; y++)
        for (int x = 0; x < sides[2]; x++)
          for (int c = 0; c < sides[3]; c++)
            images.data()[to++] =
                values[b * strides[0] + y * strides[1] + x * strides[2] + c * strides[3]];
    return images;
  }

  private RobustJException misshaped(String letters) {
    return new RobustJException(
        "The test tensor %s has the shape %s, which does not fit the axes %s of its description; download the package again."
            .formatted(file, Excerpt.of(Arrays.toString(shape)), letters));
  }
}
