package io.github.robustj.data.reader.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A TIFF file byte by byte, after TIFF 6.0's field table; independent of the reader. */
final class TiffBuilder {

  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final ByteOrder order;
  private final List<TreeMap<Integer, Object>> pages = new ArrayList<>();
  private final List<byte[]> strips = new ArrayList<>();

  TiffBuilder(ByteOrder order) {
    this.order = order;
  }

  /** Little-endian, one page of bytes 0, 1, 2, ... */
  static TiffBuilder counting(int width, int height) {
    byte[] bytes = new byte[width * height];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
    return new TiffBuilder(ByteOrder.LITTLE_ENDIAN).page(width, height, 8, bytes);
  }

  /** A page in one strip of one sample per pixel. */
  TiffBuilder page(int width, int height, int bits, byte[] strip) {
    pages.add(new TreeMap<>());
    strips.add(strip);
    return with(256, width)
        .with(257, height)
        .with(258, bits)
        .with(259, 1)
        .with(262, 1)
        .with(277, 1)
        .with(278, height)
        .with(279, strip.length);
  }

  /** A field of the last page: numbers, or a text. */
  TiffBuilder with(int tag, int... values) {
    pages.get(pages.size() - 1).put(tag, values);
    return this;
  }

  TiffBuilder with(int tag, String text) {
    pages.get(pages.size() - 1).put(tag, text);
    return this;
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        buffer(8)
            .put(order == ByteOrder.LITTLE_ENDIAN ? II : MM)
            .putShort((short) 42)
            .putInt(8)
            .array());
    for (int page = 0; page < pages.size(); page++) page(out, page);
    return out.toByteArray();
  }

  private static final byte[] II = {'I', 'I'};
  private static final byte[] MM = {'M', 'M'};

  /** The directory, then what did not fit into it, then the strip. */
  private void page(ByteArrayOutputStream out, int page) {
    TreeMap<Integer, Object> fields = new TreeMap<>(pages.get(page));
    int directory = 2 + 12 * (fields.size() + 1) + 4;
    int behind = out.size() + directory;
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    int extra = 0;
    for (Object value : fields.values()) extra += length(value) > 4 ? length(value) : 0;
    fields.put(273, new int[] {behind + extra});
    ByteBuffer table = buffer(directory).putShort((short) fields.size());
    for (var field : fields.entrySet()) {
      byte[] bytes = bytes(field.getValue());
      boolean text = field.getValue() instanceof String;
      table.putShort(field.getKey().shortValue());
      table.putShort((short) (text ? 2 : isShort(field.getValue()) ? SHORT : LONG));
      table.putInt(text ? bytes.length : ((int[]) field.getValue()).length);
      if (bytes.length > 4) {
        table.putInt(behind + more.size());
        more.writeBytes(bytes);
      } else table.put(java.util.Arrays.copyOf(bytes, 4));
    }
    int end = behind + extra + strips.get(page).length;
    table.putInt(page + 1 < pages.size() ? end : 0);
    out.writeBytes(table.array());
    out.writeBytes(more.toByteArray());
    out.writeBytes(strips.get(page));
  }

  private static boolean isShort(Object value) {
    for (int v : (int[]) value) if (v < 0 || v > 65535) return false;
    return true;
  }

  private int length(Object value) {
    return bytes(value).length;
  }

  private byte[] bytes(Object value) {
    if (value instanceof String text) return (text + "\0").getBytes(StandardCharsets.UTF_8);
    int[] numbers = (int[]) value;
    boolean small = isShort(value);
    ByteBuffer bytes = buffer(numbers.length * (small ? 2 : 4));
    for (int n : numbers)
      if (small) bytes.putShort((short) n);
      else bytes.putInt(n);
    return bytes.array();
  }

  private ByteBuffer buffer(int n) {
    return ByteBuffer.allocate(n).order(order);
  }
}
