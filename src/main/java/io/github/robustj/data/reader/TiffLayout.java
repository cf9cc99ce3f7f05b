package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the pages of a TIFF file mean.
 *
 * @param channels that are pages of their own
 * @param slices {@code frames} of a time series
 * @param order for each plane, channels fastest, then slices, then frames, the number of its page
 */
record TiffLayout(int channels, int slices, int frames, int[] order) {

  TiffLayout {
    if (order.length != channels * slices * frames)
      throw new IllegalArgumentException(order.length + " pages for another number of planes");
  }

  /** All pages are slices. */
  static TiffLayout slices(int pages) {
    return new TiffLayout(1, pages, 1, counting(pages));
  }

  /** As ImageJ writes it; all are slices where its numbers do not fit, as ImageJ has it. */
  static TiffLayout of(ImageJText text, int pages) {
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
