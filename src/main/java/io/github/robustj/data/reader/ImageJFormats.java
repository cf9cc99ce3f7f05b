package io.github.robustj.data.reader;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

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

  /** The image in ImageJ's own type, if it has the pixels and the pixel size that were read. */
  static Optional<ImagePlus> typed(Path file, Image read) {
    ImagePlus image = open(file);
    Image ours = ImagePlusConverter.toImage(image, read.name());
    boolean same = ours.calibration().equals(read.calibration()) && samePixels(ours, read);
    if (!same) image.close();
    image.setTitle(read.name());
    return same ? Optional.of(image) : Optional.empty();
  }

  /** How many bits a value has; each of the three of a coloured pixel has eight. */
  static int bits(Path file) {
    ImagePlus image = open(file);
    image.close();
    return image.getType() == ImagePlus.COLOR_RGB ? 8 : image.getBitDepth();
  }

  private static boolean samePixels(Image one, Image other) {
    if (!Intervals.equalDimensions(one.pixels(), other.pixels())) return false;
    var others = Views.flatIterable(other.pixels()).iterator();
    for (FloatType pixel : Views.flatIterable(one.pixels()))
      if (pixel.get() != others.next().get()) return false;
    return true;
  }

  private static ImagePlus open(Path file) {
    String path = file.toAbsolutePath().toString();
    Opener opener = new Opener();
    opener.setSilentMode(true);
    boolean redirected = IJ.redirectingErrorMessages();
    // Otherwise ImageJ puts its messages into a window.
    IJ.redirectErrorMessages(true);
    try {
      if (opener.getFileType(path) == Opener.PNG) requireDecodable(file);
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

  /** ImageJ's opener ends the macro that runs when a PNG is cut off, before anybody can go on. */
  private static void requireDecodable(Path file) {
    try {
      ImageIO.read(file.toFile());
    } catch (IOException | RuntimeException e) {
      throw unknown(file, e);
    }
  }

  private static RobustJException unknown(Path file, Throwable cause) {
    return new RobustJException(
        "%s cannot be opened as an image; it is damaged or of no supported format (NIfTI, TIFF, PNG, JPEG, uncompressed DICOM)."
            .formatted(file),
        cause);
  }
}
