package io.github.robustj.data.reader.image;

import ij.ImagePlus;
import ij.io.FileInfo;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Whether an open image is what its file holds. ImageJ paints transparent pictures on white, gives
 * the colours of some palettes as numbers, follows no orientation tag without an extra plugin,
 * knows no OME metadata, and opens some files of kinds that it does not know as it can: a model
 * would see other numbers in the open image than in the file.
 */
final class OpenedFile {

  private static final int COLOUR_TYPE = 25;
  private static final int PNG_BITS = 24;
  private static final int PALETTE = 3;

  private OpenedFile() {}

  /**
   * @param shown the open image as we would take it
   * @throws RobustJException if it was not changed since it was opened, and its file holds other
   *     pixels or is none that is read
   */
  static void requireSame(ImagePlus image, Image shown, Role role) {
    FileInfo info = image.getOriginalFileInfo();
    if (info == null || image.changes || info.directory == null || info.fileName == null) return;
    Image held = held(info, role);
    if (held == null || ImageJFormats.samePixels(held, shown)) return;
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
