package io.github.robustj.data.reader;

import ij.ImagePlus;
import ij.io.FileInfo;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Whether an open image is what its file holds. ImageJ paints transparent pictures on white, gives
 * the colours of some palettes as numbers, follows no orientation tag without an extra plugin, and
 * knows no OME metadata: a model would see other numbers in the open image than in the file.
 */
final class OpenedFile {

  private static final int COLOUR_TYPE = 25;
  private static final int BMP_BITS = 28;
  private static final int PALETTE = 3;

  private OpenedFile() {}

  /**
   * @param shown the open image as we would take it
   * @throws RobustJException if it was not changed since it was opened, and its file holds other
   *     pixels
   */
  static void requireSame(ImagePlus image, Image shown, Role role) {
    FileInfo info = image.getOriginalFileInfo();
    if (info == null || image.changes || info.directory == null || info.fileName == null) return;
    Image held = held(info, role);
    if (held == null || ImageJFormats.samePixels(held, shown)) return;
    throw new RobustJException(
        "The image %s is not shown as its file %s holds it (ImageJ does not follow transparency, palettes, orientation tags and OME metadata); give the file itself, as the option input for instance, or convert the open image (Image > Type > RGB Color or 8-bit, Image > Hyperstacks)."
            .formatted(image.getTitle(), info.fileName));
  }

  /** The file's pixels where it is of a kind that ImageJ may show in another way; else null. */
  private static Image held(FileInfo info, Role role) {
    try {
      Path file = Path.of(info.directory, info.fileName);
      if (!Files.isRegularFile(file) || !isSpecial(file, info)) return null;
      return ImageReader.read(file, role);
    } catch (IOException | InvalidPathException | RobustJException e) {
      // What can no longer be read, or not by us, cannot be compared; the open image is what
      // counts.
      return null;
    }
  }

  private static boolean isSpecial(Path file, FileInfo info) throws IOException {
    if (info.fileFormat == FileInfo.TIFF)
      return info.description != null && OmeText.isOme(info.description)
          || info.fileType == FileInfo.COLOR8 && !text(info).startsWith("ImageJ");
    boolean picture =
        info.fileFormat == FileInfo.IMAGEIO
            || info.fileFormat == FileInfo.GIF_OR_JPG
            || info.fileFormat == FileInfo.BMP;
    if (!picture) return false;
    FileKind kind = FileKind.of(file);
    PictureFile structure = PictureFile.check(file, kind);
    if (!structure.orientation().equals(Orientation.UPRIGHT)) return true;
    try (FileBytes in = new FileBytes(file)) {
      return switch (kind) {
        case PNG -> in.u8(COLOUR_TYPE) >= PALETTE || structure.transparent().length > 0;
        case BMP -> in.u16(BMP_BITS) <= 8;
        default -> kind == FileKind.GIF;
      };
    }
  }

  private static String text(FileInfo info) {
    return info.description == null ? "" : info.description;
  }
}
