package io.github.robustj.data.reader.image;

import io.github.robustj.data.Numbers;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Properties of an image in the metadata that ImageJ writes into a TIFF file: a header of kinds and
 * their numbers, then texts of 16-bit characters. Properties are key and value by turns, or a line
 * {@code key: value} of the image's info.
 */
final class TiffProperties {

  private static final long MAGIC = 0x494a494aL;
  private static final long PROPERTIES = 0x70726f70L;
  private static final long INFO = 0x696e666fL;
  private static final int LONGEST = 1 << 20;

  private TiffProperties() {}

  /** Empty where there is none of that key, or the metadata are not as ImageJ writes them. */
  static Optional<String> value(TiffPage page, String key) throws IOException {
    if (!page.has(TiffPage.METADATA) || page.count(TiffPage.METADATA_COUNTS) < 2)
      return Optional.empty();
    long[] lengths = page.numbers(TiffPage.METADATA_COUNTS);
    long at = page.fields().get(TiffPage.METADATA).at();
    long end = at + page.count(TiffPage.METADATA);
    if (lengths[0] < 12 || at + lengths[0] > end || page.in().u32(at) != MAGIC)
      return Optional.empty();
    long text = at + lengths[0];
    int next = 1;
    for (long kind = at + 4; kind + 8 <= at + lengths[0]; kind += 8) {
      long type = page.in().u32(kind);
      String before = "";
      for (long i = page.in().u32(kind + 4); i > 0 && next < lengths.length; i--, next++) {
        if (text + lengths[next] > end) return Optional.empty();
        boolean wanted = type == PROPERTIES || type == INFO;
        String now = wanted ? text(page, text, lengths[next]) : "";
        if (type == PROPERTIES && before.equals(key)) return Optional.of(now);
        Optional<String> line = type == INFO ? line(now, key) : Optional.empty();
        if (line.isPresent()) return line;
        before = now;
        text += lengths[next];
      }
    }
    return Optional.empty();
  }

  private static Optional<String> line(String info, String key) {
    return info.lines()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .findFirst();
  }

  private static String text(TiffPage page, long at, long length) throws IOException {
    boolean little = page.in().order() == java.nio.ByteOrder.LITTLE_ENDIAN;
    Charset charset = little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    return length > LONGEST ? "" : new String(page.in().bytes(at, length), charset);
  }

  /**
   * The description that ImageJ writes into a TIFF file: a key and a value per line.
   *
   * @param values empty where another program wrote the file
   */
  record ImageJText(Map<String, String> values) {

    static ImageJText of(String description) {
      Map<String, String> values = new HashMap<>();
      if (description.startsWith("ImageJ"))
        for (String line : description.split("\n")) {
          int equals = line.indexOf('=');
          if (equals > 0) values.put(line.substring(0, equals).strip(), line.substring(equals + 1));
        }
      return new ImageJText(values);
    }

    boolean isGiven() {
      return !values.isEmpty();
    }

    String value(String key) {
      return values.getOrDefault(key, "").strip();
    }

    /** NaN where there is none. */
    double number(String key) {
      return Numbers.finite(value(key)).orElse(Double.NaN);
    }

    int whole(String key, int otherwise) {
      double number = number(key);
      return number >= 1 && number <= Integer.MAX_VALUE ? (int) number : otherwise;
    }
  }
}
