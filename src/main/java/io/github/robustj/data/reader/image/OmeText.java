package io.github.robustj.data.reader.image;

import io.github.robustj.error.Excerpt;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OME-XML of a TIFF file (Open Microscopy Environment, schema 2016-06): which page is which
 * channel, slice and time point. Elements are looked for by name and nothing in the text is
 * followed, so that no text can make the reader fetch or expand anything.
 */
final class OmeText {

  private static final Pattern ATTRIBUTE =
      Pattern.compile("([\\w:]++)\\s*+=\\s*+(?:\"([^\"<]*+)\"|'([^'<]*+)')");

  private static final Pattern COMMENT = Pattern.compile("<!--(?:[^-]|-(?!->))*+-->");

  private final Path file;
  private final String text;
  private final Map<String, String> pixels;

  private OmeText(Path file, String text) {
    this.file = file;
    this.text = COMMENT.matcher(text).replaceAll("");
    this.pixels = attributes(element("Pixels", 0));
  }

  static boolean isOme(String description) {
    return description.contains("<OME") || description.contains(":OME");
  }

  /**
   * @param kind of the pages
   * @throws io.github.robustj.error.RobustJException if the text does not give each page one place,
   *     or is of pages of another size
   */
  static TiffLayout layout(Path file, String text, int pages, TiffKinds kind) {
    OmeText ome = new OmeText(file, text);
    ome.requireSides(kind);
    return ome.layout(pages, kind.samples());
  }

  /** The size of a pixel along X, Y or Z in its unit; 1 and "pixel" where there is none. */
  static Map<String, String> sizes(Path file, String text) {
    return new OmeText(file, text).pixels;
  }

  private TiffLayout layout(int pages, int samples) {
    if (element("Image", element("Image", 0).end).found)
      throw TiffLayout.unclear(file, "they describe several images");
    if (pixels.isEmpty()) throw TiffLayout.unclear(file, "they have no Pixels");
    int channels = size("SizeC");
    if (channels % samples != 0)
      throw TiffLayout.unclear(
          file, "%d channels in pages of %d samples".formatted(channels, samples));
    int[] sizes = {channels / samples, size("SizeZ"), size("SizeT")};
    long planes = (long) sizes[0] * sizes[1] * sizes[2];
    if (planes != pages)
      throw TiffLayout.unclear(
          file,
          "%d channels x %d slices x %d time points are not %d pages"
              .formatted(sizes[0], sizes[1], sizes[2], pages));
    String order = pixels.getOrDefault("DimensionOrder", "");
    if (!order.matches("XY(CZT|CTZ|ZCT|ZTC|TCZ|TZC)"))
      throw TiffLayout.unclear(file, "DimensionOrder=\"" + Excerpt.of(order) + "\"");
    int[] pageOf = new int[pages];
    Arrays.fill(pageOf, -1);
    place(pageOf, sizes, order.substring(2));
    for (int page : pageOf) if (page < 0) throw TiffLayout.unclear(file, "a plane has no page");
    return new TiffLayout(sizes[0], sizes[1], sizes[2], pageOf);
  }

  private void requireSides(TiffKinds kind) {
    if (pixels.isEmpty() || size("SizeX") == kind.width() && size("SizeY") == kind.height()) return;
    throw TiffLayout.unclear(
        file,
        "planes of %d x %d in pages of %d x %d"
            .formatted(size("SizeX"), size("SizeY"), kind.width(), kind.height()));
  }

  private int size(String key) {
    String value = pixels.getOrDefault(key, "");
    if (value.matches("[1-9]\\d{0,6}")) return Integer.parseInt(value);
    throw TiffLayout.unclear(file, key + "=\"" + Excerpt.of(value) + "\"");
  }

  /** Follows each TiffData; without any all planes follow each other. */
  private void place(int[] pageOf, int[] sizes, String order) {
    Set<String> files = new HashSet<>();
    Element uuid = element("UUID", 0);
    for (; uuid.found; uuid = element("UUID", uuid.end))
      files.add(attributes(uuid).getOrDefault("FileName", ""));
    if (files.size() > 1) throw TiffLayout.unclear(file, "they name several files");
    Element data = element("TiffData", 0);
    if (!data.found) run(pageOf, sizes, order, Map.of());
    for (; data.found; data = element("TiffData", data.end))
      run(pageOf, sizes, order, attributes(data));
  }

  private void run(int[] pageOf, int[] sizes, String order, Map<String, String> data) {
    int planes = pageOf.length;
    int page = whole(data, "IFD", 0);
    int count = whole(data, "PlaneCount", data.containsKey("IFD") ? 1 : planes);
    int[] first = {whole(data, "FirstC", 0), whole(data, "FirstZ", 0), whole(data, "FirstT", 0)};
    int start = 0;
    int stride = 1;
    for (char axis : order.toCharArray()) {
      start += first["CZT".indexOf(axis)] * stride;
      stride *= sizes["CZT".indexOf(axis)];
    }
    for (int i = 0; i < count; i++) {
      int at = start + i < planes ? index(start + i, sizes, order) : -1;
      if (at < 0 || page + i >= planes || pageOf[at] >= 0)
        throw TiffLayout.unclear(file, "a page has no place, or two");
      pageOf[at] = page + i;
    }
  }

  /** Of the {@code n}th plane in the file's order: its number with channels fastest. */
  private static int index(int n, int[] sizes, String order) {
    int[] at = new int[3];
    for (char axis : order.toCharArray()) {
      int which = "CZT".indexOf(axis);
      at[which] = n % sizes[which];
      n /= sizes[which];
    }
    return (at[2] * sizes[1] + at[1]) * sizes[0] + at[0];
  }

  private int whole(Map<String, String> data, String key, int otherwise) {
    String value = data.get(key);
    if (value == null) return otherwise;
    if (value.matches("\\d{1,7}")) return Integer.parseInt(value);
    throw TiffLayout.unclear(file, key + "=\"" + Excerpt.of(value) + "\"");
  }

  /** An opening tag: where it ends, and what stands in it. */
  private record Element(boolean found, int end, String inside) {}

  private Element element(String name, int from) {
    for (int at = text.indexOf(name, from); at > 0; at = text.indexOf(name, at + 1)) {
      int behind = at + name.length();
      char before = text.charAt(at - 1);
      boolean whole = behind < text.length() && !Character.isLetterOrDigit(text.charAt(behind));
      if (!whole || before != '<' && before != ':') continue;
      int end = text.indexOf('>', behind);
      if (end < 0) throw TiffLayout.unclear(file, "they are not complete");
      if (before == '<' || opens(at)) return new Element(true, end, text.substring(behind, end));
    }
    return new Element(false, text.length(), "");
  }

  /** Whether a prefix and an angle stand before the name. */
  private boolean opens(int at) {
    int i = at - 2;
    while (i > 0 && Character.isLetterOrDigit(text.charAt(i))) i--;
    return i >= 0 && text.charAt(i) == '<';
  }

  private static Map<String, String> attributes(Element element) {
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(element.inside());
    while (matcher.find())
      attributes.put(
          matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
    return attributes;
  }
}
