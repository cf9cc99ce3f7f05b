package io.github.robustj.data.reader.image;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader.FileKind;
import io.github.robustj.data.reader.image.PlaneStack.Orientation;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Files as ImageJ itself opens them, to be shown, and whether an open image is what its file holds.
 * What a network sees is read by our readers. ImageJ paints transparent pictures on white, gives
 * the colours of some palettes as numbers, follows no orientation tag without an extra plugin,
 * knows no OME metadata, and opens some files of kinds that it does not know as it can: a model
 * would see other numbers in the open image than in the file.
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

  private static final int COLOUR_TYPE = 25;
  private static final int PNG_BITS = 24;
  private static final int PALETTE = 3;

  /**
   * @param shown the open image as we would take it
   * @throws RobustJException if it was not changed since it was opened, and its file holds other
   *     pixels or is none that is read
   */
  static void requireSame(ImagePlus image, Image shown, Role role) {
    FileInfo info = image.getOriginalFileInfo();
    if (info == null || image.changes || info.directory == null || info.fileName == null) return;
    Image held = held(info, role);
    if (held == null || samePixels(held, shown)) return;
    throw new RobustJException(
        "The image %s is not shown as its file %s holds it (ImageJ does not follow transparency, palettes, orientation tags, OME metadata and the places of DICOM frames); give the file itself, as the option input for instance, or convert the open image (Image > Type > RGB Color or 8-bit, Image > Hyperstacks)."
            .formatted(image.getTitle(), info.fileName));
  }

  /**
   * The file's pixels where it is of a kind that ImageJ may show in another way; else null.
   *
   * @throws RobustJException if the file is damaged or of a kind that is not read: what ImageJ
   *     makes of it is a guess
   */
  private static Image held(FileInfo info, Role role) {
    try {
      Path file = Path.of(info.directory, info.fileName);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) return null;
      return isSpecial(file, info, role) ? ImageReader.read(file, role) : null;
    } catch (IOException | InvalidPathException e) {
      // What can no longer be read cannot be compared; the open image is what counts.
      return null;
    }
  }

  private static boolean isSpecial(Path file, FileInfo info, Role role) throws IOException {
    return switch (info.fileFormat) {
      case FileInfo.TIFF -> Tiff.mayLookOtherwise(file, role);
      case FileInfo.IMAGEIO, FileInfo.GIF_OR_JPG -> isSpecialPicture(file, role);
      // Bits beside the stored ones, scaled values, masks of colours: ImageJ follows some of them.
      case FileInfo.DICOM, FileInfo.BMP, FileInfo.PGM -> true;
      default -> false;
    };
  }

  private static boolean isSpecialPicture(Path file, Role role) throws IOException {
    FileKind kind = FileKind.of(file);
    if (kind == FileKind.GIF || kind == FileKind.BMP) return true;
    if (kind != FileKind.PNG && kind != FileKind.JPEG) return false;
    PictureFile structure = PictureFile.check(file, kind);
    if (!structure.orientation().equals(Orientation.UPRIGHT)) return true;
    if (kind == FileKind.JPEG) return role == Role.LABELS;
    try (FileBytes in = new FileBytes(file)) {
      return in.u8(COLOUR_TYPE) >= PALETTE
          || in.u8(PNG_BITS) < 8
          || structure.transparent().length > 0;
    }
  }
}
