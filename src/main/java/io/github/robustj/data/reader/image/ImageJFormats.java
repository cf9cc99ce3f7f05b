package io.github.robustj.data.reader.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** Files as ImageJ itself opens them, to be shown. What a network sees is read by our readers. */
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

  /**
   * The image in ImageJ's own type, if it has the pixels and the pixel size that were read.
   *
   * @param file that {@link ImageReader} has read, so that it is whole
   */
  static Optional<ImagePlus> typed(Path file, Image read) {
    Optional<ImagePlus> opened = open(file);
    if (opened.isEmpty()) return opened;
    ImagePlus image = opened.get();
    if (!shows(image, read)) {
      image.close();
      return Optional.empty();
    }
    image.setTitle(read.name());
    return opened;
  }

  /** How many bits a value has; each of the three of a coloured pixel has eight. */
  static int bits(Path file) {
    Optional<ImagePlus> opened = open(file);
    opened.ifPresent(ImagePlus::close);
    return opened
        .map(image -> image.getType() == ImagePlus.COLOR_RGB ? 8 : image.getBitDepth())
        .orElse(32);
  }

  private static boolean shows(ImagePlus image, Image read) {
    Image ours;
    try {
      ours = ImagePlusConverter.toImage(image);
    } catch (RobustJException notTheFile) {
      return false;
    }
    return ours.calibration().equals(read.calibration()) && samePixels(ours, read);
  }

  static boolean samePixels(Image one, Image other) {
    if (!Intervals.equalDimensions(one.pixels(), other.pixels())) return false;
    var others = Views.flatIterable(other.pixels()).iterator();
    for (FloatType pixel : Views.flatIterable(one.pixels()))
      if (pixel.get() != others.next().get()) return false;
    return true;
  }

  private static Optional<ImagePlus> open(Path file) {
    String path = file.toAbsolutePath().toString();
    Opener opener = new Opener();
    opener.setSilentMode(true);
    boolean redirected = IJ.redirectingErrorMessages();
    // Otherwise ImageJ puts its messages into a window.
    IJ.redirectErrorMessages(true);
    try {
      boolean known = TYPES.contains(opener.getFileType(path)) && hasSoundMetadata(file);
      ImagePlus image = known ? opener.openImage(path) : null;
      return Optional.ofNullable(image).filter(i -> i.getWidth() > 0);
    } catch (IOException | RuntimeException e) {
      // Whatever ImageJ meets in what it reads besides the pixels: it is shown as we read it.
      return Optional.empty();
    } finally {
      IJ.redirectErrorMessages(redirected);
    }
  }

  /** ImageJ takes as much memory for overlays and texts in a TIFF as the file says they need. */
  private static boolean hasSoundMetadata(Path file) throws IOException {
    if (FileKind.of(file) != FileKind.TIFF) return true;
    try (FileBytes in = new FileBytes(file)) {
      TiffPage page = TiffPage.read(file, in).get(0);
      long stated = 0;
      for (long bytes : page.numbers(TiffPage.METADATA_COUNTS)) stated += bytes;
      return stated <= page.count(TiffPage.METADATA);
    }
  }
}
