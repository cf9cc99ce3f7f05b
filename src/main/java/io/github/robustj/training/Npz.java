package io.github.robustj.training;

import io.github.robustj.error.Excerpt;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays and texts in one file that NumPy reads with {@code numpy.load}: a zip with an entry
 * {@code name.npy} per array (NPY 1.0, little-endian float32). Equal contents give equal bytes.
 *
 * @param arrays by name, without {@code .npy}
 * @param texts by entry name, which must not end with {@code .npy}; stored as UTF-8
 */
public record Npz(Map<String, Tensor> arrays, Map<String, String> texts) {

  private static final String ARRAY = ".npy";
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  public void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    // Weights look like noise: compressing them costs time and saves next to nothing.
    zip.setLevel(Deflater.NO_COMPRESSION);
    for (Map.Entry<String, String> text : texts.entrySet())
      put(zip, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, Tensor> array : arrays.entrySet())
      put(zip, array.getKey() + ARRAY, Npy.encode(array.getValue()));
    zip.finish();
  }

  /**
   * @throws IOException if the file is missing, cut off or damaged: every entry's checksum is
   *     compared. Entries are not compressed, so that more than the file's own size is damage.
   */
  public static Npz read(Path file) throws IOException {
    Npz npz = new Npz(new LinkedHashMap<>(), new LinkedHashMap<>());
    long room = Files.size(file);
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        byte[] bytes = bytes(zip, entry, room);
        room -= bytes.length;
        if (name.endsWith(ARRAY))
          npz.arrays.put(name.substring(0, name.length() - ARRAY.length()), Npy.decode(bytes));
        else npz.texts.put(name, new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return npz;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * @param room most bytes it may have
   */
  private static byte[] bytes(ZipFile zip, ZipEntry entry, long room) throws IOException {
    byte[] bytes;
    try (var in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, room + 1));
    }
    if (bytes.length > room)
      throw new IOException("it is compressed, or its parts are larger than the file");
    // ZipFile, unlike ZipInputStream, does not compare checksums itself.
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (checksum.getValue() != entry.getCrc())
      throw new IOException("the checksum of " + entry.getName() + " is wrong");
    return bytes;
  }

  /**
   * NumPy's array format, version 1.0, for little-endian float32 in row-major order: the bytes
   * {@code \x93NUMPY 1 0}, the header's length as two bytes, the header padded so that the values
   * start at a multiple of 64, the values.
   */
  static final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int PREFIX = MAGIC.length + 2;
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER =
        Pattern.compile(
            "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\),? *\\}\\s*");

    private Npy() {}

    static byte[] encode(Tensor tensor) {
      byte[] header = header(tensor.shape());
      int size = Math.addExact(header.length, Math.multiplyExact(4, tensor.data().length));
      ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(header);
      bytes.asFloatBuffer().put(tensor.data());
      return bytes.array();
    }

    /**
     * @throws IOException if the bytes are no such array, or more or fewer than its shape needs
     */
    static Tensor decode(byte[] bytes) throws IOException {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.length < PREFIX || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
        throw new IOException("not an array in NPY 1.0 format");
      int headerLength = Short.toUnsignedInt(in.getShort(MAGIC.length));
      if (bytes.length < PREFIX + headerLength)
        throw new IOException("an array without its header");
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
}
