package io.github.robustj.data.reader.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * An uncompressed BigTIFF file of zeros, of which the disk keeps nothing but what is written into
 * it: however large the image. After the BigTIFF design; independent of the reader.
 */
final class LargeTiff {

  static final int PIXELS = 1 << 22;

  private final Path file;
  private final long length;
  private final TreeMap<Integer, Object> fields = new TreeMap<>();

  /**
   * @param planes of bytes
   */
  LargeTiff(Path file, long width, long height, long planes) {
    this.file = file;
    this.length = width * height * planes;
    fields.put(256, new long[] {width});
    fields.put(257, new long[] {height});
    fields.put(258, new long[] {8});
    fields.put(259, new long[] {1});
    fields.put(262, new long[] {1});
    fields.put(277, new long[] {1});
  }

  LargeTiff with(int tag, long... values) {
    fields.put(tag, values);
    return this;
  }

  LargeTiff with(int tag, String text) {
    fields.put(tag, text);
    return this;
  }

  /**
   * @param bytes values by their place behind the beginning of the pixels
   * @param more bytes of pixels behind the planes
   */
  Path write(Map<Long, Integer> bytes, long more) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      ByteBuffer head = ByteBuffer.allocate(PIXELS).order(ByteOrder.BIG_ENDIAN);
      head.put(new byte[] {'M', 'M', 0, 43, 0, 8, 0, 0}).putLong(16).putLong(fields.size());
      int values = 24 + 20 * fields.size() + 8;
      for (var field : fields.entrySet()) {
        byte[] text =
            field.getValue() instanceof String s
                ? (s + "\0").getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        long[] numbers = field.getValue() instanceof long[] n ? n : new long[0];
        boolean isText = text.length > 0;
        head.putShort(field.getKey().shortValue()).putShort((short) (isText ? 2 : 16));
        head.putLong(isText ? text.length : numbers.length);
        if (numbers.length == 1) head.putLong(numbers[0]);
        else {
          head.putLong(values);
          int at = head.position();
          head.position(values);
          if (isText) head.put(text);
          else for (long n : numbers) head.putLong(n);
          values = head.position();
          head.position(at);
        }
      }
      out.write(head.array());
      out.setLength(PIXELS + length + more);
      for (var entry : bytes.entrySet()) {
        out.seek(PIXELS + entry.getKey());
        out.write(entry.getValue());
      }
    }
    return file;
  }
}
