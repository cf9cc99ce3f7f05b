package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether a file's header leaves it open that the image has more than one channel. */
public final class Colours {

  private static final int PNG_COLOURS = 25;
  private static final int PNG_GREY = 0;
  private static final int PNG_GREY_ALPHA = 4;

  private Colours() {}

  /**
   * False only where every reading of the file gives one channel, so that it need not be decoded to
   * know that.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be read
   */
  public static boolean arePossible(Path file) {
    try (FileBytes in = new FileBytes(file)) {
      return switch (FileKind.of(file)) {
        case NIFTI -> false;
        case PNG -> in.u8(PNG_COLOURS) != PNG_GREY && in.u8(PNG_COLOURS) != PNG_GREY_ALPHA;
        case PNM -> in.u8(1) == '3' || in.u8(1) == '6';
        case TIFF -> isColoured(TiffPages.read(file, in));
        default -> true;
      };
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static boolean isColoured(List<TiffPage> pages) throws IOException {
    TiffPage first = pages.get(0);
    boolean palette = first.number(TiffPage.PHOTOMETRIC, 1) == TiffKinds.PALETTE;
    return pages.size() > 1 || palette || first.number(TiffPage.SAMPLES, 1) > 1;
  }
}
