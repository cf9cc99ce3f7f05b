package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.World;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /**
   * The size of a TIFF's pixels.
   *
   * @param calibration in mm or microns
   * @param world the same, or unknown where the size is a resolution for printing
   */
  record TiffSizes(Calibration calibration, World world) {

    private static final TiffSizes NONE = new TiffSizes(Calibration.PIXELS, World.UNKNOWN);
    private static final double SCREEN = 1 / 72.;

    /** Microns per pixel of a slide in Aperio's SVS. */
    private static final Pattern APERIO =
        Pattern.compile("^Aperio[^|]*+(?:\\|[^|]*+)*?\\|\\s*+MPP\\s*+=\\s*+([0-9.]{1,20})");

    private static final double SMALL = .001;

    static TiffSizes of(Path file, TiffPage page, TiffProperties.ImageJText text)
        throws IOException {
      String description = page.text(TiffPage.DESCRIPTION);
      if (OmeText.isOme(description)) {
        Map<String, String> pixels = OmeText.sizes(file, description);
        if (pixels.containsKey("PhysicalSizeX")) return ome(pixels);
      }
      Matcher aperio = APERIO.matcher(description);
      if (aperio.find()) return square(Numbers.finite(aperio.group(1)).orElse(0));
      double x = inverse(page.fraction(TiffPage.X_RESOLUTION));
      double y = inverse(page.fraction(TiffPage.Y_RESOLUTION));
      if (!(x > 0 && y > 0)) return NONE;
      int code = (int) page.number(TiffPage.RESOLUTION_UNIT, 1);
      if (code == 2 && x == SCREEN) return NONE;
      String unit = code == 2 ? "inch" : code == 3 ? "cm" : "";
      double spacing = text.number("spacing");
      double z = Math.abs(spacing) > 0 ? Math.abs(spacing) : 1;
      double scale = 1;
      if (text.isGiven()) {
        if (unit.equals("cm") && text.value("unit").equals("um")) scale = 10000;
        unit = text.value("unit");
      } else if (unit.equals("cm") && x <= SMALL) {
        // As ImageJ does by default.
        scale = 10000;
        unit = "um";
      }
      Calibration size = ImagePlusConverter.calibration(x * scale, y * scale, z, unescaped(unit));
      boolean print = unit.equals("inch");
      return new TiffSizes(size, print ? World.UNKNOWN : ImagePlusConverter.world(size));
    }

    /** ImageJ writes the letter micro as an escape. */
    private static String unescaped(String unit) {
      return unit.equals("\\u00B5m") || unit.equals("\\u00b5m") ? "\u00b5m" : unit;
    }

    private static double inverse(double resolution) {
      return resolution == 0 ? 0 : 1 / resolution;
    }

    /** None where the text has no size of length, as "reference frame". */
    private static TiffSizes ome(Map<String, String> pixels) {
      double x = ome(pixels, "X");
      double y = pixels.containsKey("PhysicalSizeY") ? ome(pixels, "Y") : x;
      return microns(x, y, ome(pixels, "Z"));
    }

    private static TiffSizes square(double side) {
      return microns(side, side, 0);
    }

    private static TiffSizes microns(double x, double y, double z) {
      if (!(x > 0 && y > 0)) return NONE;
      Calibration size = new Calibration(x, y, z, "micron");
      return new TiffSizes(size, World.of(size));
    }

    /** In microns; 0 for what is no size. */
    private static double ome(Map<String, String> pixels, String axis) {
      double size = Numbers.finite(pixels.getOrDefault("PhysicalSize" + axis, "")).orElse(0);
      String unit = pixels.getOrDefault("PhysicalSize" + axis + "Unit", "\u00b5m");
      double microns = microns(unit);
      return size > 0 ? size * microns : 0;
    }

    /** Units of length of the schema that are in use; 0 for others. */
    private static double microns(String unit) {
      return switch (unit) {
        case "\u00b5m", "\u03bcm", "um", "&#181;m", "&#xB5;m", "&#xb5;m", "&#956;m" -> 1;
        case "pm" -> 1e-6;
        case "\u00c5", "&#197;", "&#xC5;" -> 1e-4;
        case "nm" -> .001;
        case "mm" -> 1000;
        case "cm" -> 1e4;
        case "dm" -> 1e5;
        case "m" -> 1e6;
        case "thou" -> 25.4;
        case "in" -> 25400;
        case "ft" -> 304800;
        default -> 0;
      };
    }
  }
}
