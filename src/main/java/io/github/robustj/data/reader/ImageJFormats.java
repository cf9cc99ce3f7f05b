package io.github.robustj.data.reader;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The formats that ImageJ itself opens: PNG, JPEG, TIFF (8, 16, 32 bit, RGB, stacks), DICOM, GIF,
 * BMP and PGM, told apart by their content.
 */
final class ImageJFormats {

  private static final Set<Integer> TYPES =
      Set.of(
          Opener.TIFF,
          Opener.TIFF_AND_DICOM,
          Opener.DICOM,
          Opener.PNG,
          Opener.JPEG,
          Opener.GIF,
          Opener.BMP,
          Opener.PGM);

  private ImageJFormats() {}

  static Image read(Path file) {
    Completeness.beforeReading(file);
    ImagePlus image = open(file);
    try {
      Completeness.afterReading(file, image);
      return ImagePlusConverter.toImage(image, Names.stem(file));
    } finally {
      image.close();
    }
  }

  private static ImagePlus open(Path file) {
    String path = file.toAbsolutePath().toString();
    Opener opener = new Opener();
    opener.setSilentMode(true);
    boolean redirected = IJ.redirectingErrorMessages();
    // Otherwise ImageJ puts its messages into a window.
    IJ.redirectErrorMessages(true);
    try {
      ImagePlus image = TYPES.contains(opener.getFileType(path)) ? opener.openImage(path) : null;
      if (image == null || image.getWidth() == 0) throw unknown(file, null);
      return image;
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
      // What ImageJ's decoders meet in a damaged header.
      throw unknown(file, e);
    } finally {
      IJ.redirectErrorMessages(redirected);
    }
  }

  private static RobustJException unknown(Path file, Throwable cause) {
    return new RobustJException(
        "%s cannot be opened as an image; it is damaged or of no supported format (NIfTI, TIFF, PNG, JPEG, uncompressed DICOM)."
            .formatted(file),
        cause);
  }
}
