package io.github.robustj.data.reader.image;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the pages of a TIFF file mean.
 *
 * @param channels that are pages of their own
 * @param slices {@code frames} of a time series
 * @param order for each plane, channels fastest, then slices, then frames, the number of its page
 */
record TiffLayout(int channels, int slices, int frames, int[] order) {

  private static final Pattern SHAPE =
      Pattern.compile("\"shape\": *\\[(\\d{1,9}(?: *, *\\d{1,9})*+)\\]");
  private static final Pattern AXES = Pattern.compile("\"axes\": *\"([A-Z]++)\"");

  TiffLayout {
    if (order.length != channels * slices * frames)
      throw new IllegalArgumentException(order.length + " pages for another number of planes");
  }

  /** All pages are slices. */
  static TiffLayout slices(int pages) {
    return new TiffLayout(1, pages, 1, counting(pages));
  }

  /** As ImageJ writes it; all are slices where its numbers do not fit, as ImageJ has it. */
  static TiffLayout of(TiffProperties.ImageJText text, int pages) {
    int channels = text.whole("channels", 1);
    int slices = text.whole("slices", 1);
    int frames = text.whole("frames", 1);
    if ((long) channels * slices * frames != pages) return slices(pages);
    int[] order = counting(pages);
    if (text.value("order").equals("zct"))
      for (int i = 0; i < pages; i++) {
        int frame = i / (channels * slices);
        order[i] = frame * channels * slices + i % channels * slices + i / channels % slices;
      }
    return new TiffLayout(channels, slices, frames, order);
  }

  /**
   * As the Python library tifffile describes its files: sizes and letters of the axes, last
   * fastest. Without letters the pages are slices; so are time points and whatever else is no
   * channel.
   *
   * @throws RobustJException if the sizes do not give the pages
   */
  static TiffLayout shaped(Path file, String description, int pages) {
    Matcher shape = SHAPE.matcher(description);
    Matcher axes = AXES.matcher(description);
    if (!description.startsWith("{") || !shape.find() || !axes.find()) return slices(pages);
    String letters = axes.group(1).replaceFirst("(YXS?|SYX)$", "");
    String[] sizes = shape.group(1).split("\\s*,\\s*");
    int c = letters.indexOf('C');
    if (c < 0) return slices(pages);
    long[] counts = {1, 1, 1};
    for (int i = 0; i < Math.min(letters.length(), sizes.length); i++)
      counts[Integer.compare(i, c) + 1] *= Long.parseLong(sizes[i]);
    int channels = (int) counts[1];
    int behind = (int) counts[2];
    if (counts[0] * channels * behind != pages)
      throw new RobustJException(
          "%s describes its pages as %s of %s, but has %d; open it in Fiji, correct that and save it as TIFF."
              .formatted(file, Excerpt.of(axes.group(1)), Excerpt.of(shape.group(1)), pages));
    int[] order = new int[pages];
    for (int i = 0; i < pages; i++) {
      int slice = i / channels;
      order[i] = (slice / behind * channels + i % channels) * behind + slice % behind;
    }
    return new TiffLayout(channels, pages / channels, 1, order);
  }

  private static int[] counting(int n) {
    return java.util.stream.IntStream.range(0, n).toArray();
  }

  /** For the log. */
  List<String> notes() {
    return notes(slices, frames);
  }

  static List<String> notes(int slices, int frames) {
    if (slices < 2 || frames < 2) return List.of();
    return List.of(
        "The %d slices of the %d time points are taken one after the other as %d slices."
            .formatted(slices, frames, slices * frames));
  }

  static RobustJException unclear(Path file, String why) {
    return new RobustJException(
        "%s has OME metadata that do not say what its pages are (%s); open it with Bio-Formats in Fiji and save it as TIFF."
            .formatted(file, why));
  }
}
